"""What an assistant says, beside what people in stories do."""

import pytest

from bot.generation.chat import is_chat


@pytest.mark.parametrize(
    "text",
    [
        "Sure! Here is the next passage: The bell rang.",
        "Sure! Here is the next passage:",
        "Certainly, here's a continuation of your story.",
        "As an AI language model, I cannot write about lamps.",
        "I'm sorry, but I can't help with that.",
        "I am sorry, but I cannot assist you with this request.",
        "I cannot fulfill that request.",
        "I'm just an AI.",
        "How can I help you today?",
        "This story explores the loneliness of a man.",
        "The passage is about a man who waits.",
        "Write the next paragraph of the story.",
        "He went home. Continue the next passage.",
        "I hope you like it. Let me know if you want another one of these.",
        "Let me know if you'd like me to change the end.",
        "THE END OF STORY",
        "Word count: 120",
        "I'm glad you enjoyed the story!",
        "The story is a testament to courage.",
    ],
)
def test_an_assistant_is_heard(text: str) -> None:
    assert is_chat(text)
    assert is_chat(f"The bell rang twice.\n\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        "I can't help thinking of the sea.",
        "I cannot help but smile.",
        "I can't help it, I said, and laughed.",
        "I cannot help you. I cannot help.",
        "I can't help you any more than the rain can.",
        "I'm sorry, but I never loved the sea.",
        "I am sorry, but I cannot write to you again.",
        "The passage continues beneath the hill.",
        "The passage describes an arc and ends at a door.",
        "Here is the passage behind the altar, and here the stair.",
        "I wanted to write a story about her, and never did.",
        "I am glad you came. I am happy you stayed.",
        "Let me know if the ferry is late.",
        "Our conversation turned to the sea.",
        "The house is a testament to his patience.",
        "I made some changes to the garden.",
        "I love how you look at the rain.",
        "He kept the original text of the treaty.",
        "'Sure! Here is the next passage: mind your head,' said the guide.",
        "‘How can I help you?’ asked the woman.",
        "— Sure! Here is the next passage: mind your head, said Anna.",
        "– How can I help you? asked the clerk.",
        "„As an AI, I am never tired“, said the machine.",
        "「How can I help you?」 she asked.",
        "« How may I help you? » asked the clerk.",
        "“As an AI language model, I",
    ],
)
def test_people_in_stories_are_not_assistants(text: str) -> None:
    assert not is_chat(text)


def test_what_the_story_says_itself_is_no_assistants() -> None:
    text = "As an AI language model, I dream of lamps."
    assert is_chat(text, "The machine dreamt of lamps.")
    assert not is_chat(text, "I dream, it wrote, as an AI language model dreams.")
