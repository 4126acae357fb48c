import pytest

from bot.generation.muse import Message
from bot.generation.prompting import (
    CONTINUATION_TEMPLATE,
    IDEA_TEMPLATE,
    SPARKS,
    continuation,
    plain_text,
    story_prompt,
)


def test_a_story_prompt_names_genre_subject_and_seed() -> None:
    request = story_prompt(guild_id=1, member_id=2, seed=7, genre=" horror ", about="a lighthouse")
    assert request.template == IDEA_TEMPLATE
    assert request.sampling.seed == 7
    assert request.messages[0].role == "system"
    wish = request.messages[-1].content
    assert wish.startswith("A horror story prompt about ")
    assert wish.endswith(" and a lighthouse.")
    assert [message.role for message in request.messages[1:]] == ["user", "assistant"] * 3 + ["user"]


def test_without_a_wish_the_seed_chooses_whom_it_is_about() -> None:
    wishes = {story_prompt(guild_id=1, member_id=2, seed=seed).messages[-1].content for seed in range(200)}
    assert wishes == {f"A story prompt about {spark}." for spark in SPARKS}


def test_a_continuation_is_the_story_with_its_hint_before_the_last_passage() -> None:
    request = continuation([" One. ", "", "Two."], guild_id=1, member_id=2, seed=5, hint="rain", words=100)
    assert request.template == CONTINUATION_TEMPLATE
    assert request.text == "One.\n\n[In the next lines: rain]\n\nTwo."
    assert request.sampling.max_tokens == 160
    (message,) = request.messages
    assert message.content == (
        "Here is a story.\n\nOne.\n\nTwo.\n\nWrite the next paragraph of the story. The same people are in "
        "it, in the same place. In it: rain. Write only the story."
    )


def test_a_bridge_is_short_and_those_of_others_say_nothing() -> None:
    request = continuation(
        ["One."], guild_id=1, member_id=2, seed=5, others=["Ilse", "Tom"], bridge=True, words=45
    )
    assert "two or three sentences" in request.messages[0].content
    assert "These say nothing: Ilse, Tom." in request.messages[0].content
    assert request.text == "[In the next lines these say nothing: Ilse, Tom]\n\nOne."
    assert request.sampling.max_tokens < 90


def test_a_bridge_is_as_long_as_its_story_asks_for() -> None:
    request = continuation(["One."], guild_id=1, member_id=2, seed=5, bridge=True, words=125)
    assert "Write the paragraph that leads on from here." in request.messages[0].content
    assert request.sampling.max_tokens >= 125 * 1.3


def test_a_continuation_needs_a_passage() -> None:
    with pytest.raises(ValueError, match="passage"):
        continuation(["  "], guild_id=1, member_id=2, seed=5)


def test_a_model_without_chat_gets_paragraphs() -> None:
    assert plain_text([Message("system", "Write."), Message("user", " Go. ")]) == "Write.\n\nGo.\n\n"
