import pytest

from bot.generation.clean import MAX_IDEA_CHARACTERS, clean_idea, clean_passage, growing_idea

IDEA = "A night baker finds a key in the dough. It fits every door but his own."


@pytest.mark.parametrize(
    "raw",
    [
        IDEA,
        f"  {IDEA}\n\n",
        f"Sure! Here is a story prompt for you:\n\n{IDEA}",
        f"Certainly, here's an idea: {IDEA}",
        f"Story prompt: {IDEA}",
        f'"{IDEA}"',
        f"“{IDEA}”",
        f'"{IDEA}',
        f"## The Key\n\n{IDEA}",
        f"1. {IDEA}",
        f"**{IDEA}**",
        f"{IDEA} And then the whole of",
        f"{IDEA}\n\nUser: another one\nAssistant: no",
        f"{IDEA}\n\nA mystery story prompt about rain.\n\nIt rains.",
        f"{IDEA}<|im_end|>\n<|im_start|>user",
        f'{IDEA} He says: "I will not. I cannot.',
        f"{IDEA} He says: “I will not.",
        "A night baker finds a key\nin the dough.\n\nIt fits every door but his own.",
    ],
)
def test_an_idea_is_freed_of_everything_around_it(raw: str) -> None:
    assert clean_idea(raw) == IDEA


def test_quotation_inside_an_idea_stays() -> None:
    raw = '"Come in," says the baker to the whole empty street. "We are closed."'
    assert clean_idea(raw) == raw


def test_an_idea_has_three_sentences_and_bounded_length() -> None:
    assert clean_idea("One is here. " * 9).count(".") == 3
    assert len(clean_idea("It goes on and on " * 30 + ". " + "Yes it does. " * 90)) <= MAX_IDEA_CHARACTERS


def test_titles_and_initials_do_not_end_a_sentence() -> None:
    assert clean_passage("She waited. Then Mr. Hale and J. Poole") == "She waited."


@pytest.mark.parametrize(
    "raw",
    ["", "   ", "Sure!", "no end in sight", "Too short.", "They have sex in the bakery, all nine of them."],
)
def test_nothing_usable_gives_nothing(raw: str) -> None:
    assert clean_idea(raw) == ""


def test_a_passage_keeps_its_paragraphs_and_loses_its_torn_end() -> None:
    assert (
        clean_passage("It rained.  \n\n\n\nShe ran.\nHe did not. And th")
        == "It rained.\n\nShe ran.\nHe did not."
    )


def test_a_passage_without_a_whole_sentence_is_empty() -> None:
    assert clean_passage("and so they went on and") == ""


@pytest.mark.parametrize(
    "idea",
    [
        "Great rivers of ash cover the valley, and a ferryman still waits for somebody to row across.",
        "Great Aunt Maud leaves you her house, her debts, and the locked room behind the pantry.",
        "Yes, the lighthouse is empty, but someone lights the lamp on every night without a moon.",
        "Sure-footed Ana climbs the bell tower. She finds the bell gone and a warm bed in its place.",
        "Here is where the river ends: a town that has never once seen the same water twice.",
    ],
)
def test_an_idea_keeps_its_head(idea: str) -> None:
    assert clean_idea(idea) == idea


@pytest.mark.parametrize(
    "idea",
    [
        "„Komm herein“, sagt der Bäcker zur leeren Straße. „Wir haben schon lange geschlossen.“",
        "»Komm herein«, sagt der Bäcker zur leeren Straße. »Wir haben schon lange geschlossen.«",
        "灯台守は三年間、口をきかなかった。今夜、海から返事が来る。",
        "A comet too faint for the naked eye hangs over the village, and one girl can see it.",
        "The ferry takes only the opposite sex today, and nobody at the pier says of whom.",
    ],
)
def test_an_idea_may_be_in_any_language_and_seen_with_the_naked_eye(idea: str) -> None:
    assert clean_idea(idea) == idea


@pytest.mark.parametrize("around", ["„{}“", "„{}”", "»{}«", "”{}”", "«{}»"])
def test_marks_around_an_idea_go_whatever_their_language(around: str) -> None:
    assert clean_idea(around.format(IDEA)) == IDEA


@pytest.mark.parametrize(
    "passage",
    [
        "The list on the door went on:\n\n- bread\n- salt\n- the name of the ferryman.",
        "12. The door was open.\n13. Nobody had opened it.\n14. We went in.",
        "She read the screen aloud.\nSystem: the board said no.\nThen it went dark.",
        "What was he, after all?\n\nHuman\nand nothing more, they said.",
        "Great! The rope holds. Here is one more knot: pull it.",
        "The answer: nobody. She closed the book.",
        "Okay! Anna ran. A story prompt hung on the wall.",
        "He left.\n\n***\n\nShe stayed.",
    ],
)
def test_what_is_part_of_a_story_stays(passage: str) -> None:
    assert clean_passage(passage) == passage


@pytest.mark.parametrize(
    "raw",
    [
        "It rained.\nUser: go on\nAssistant: It rained more.",
        "It rained.\n\nassistant\nIt rained more.",
        "It rained.\nHuman: go on\nAssistant: It rained more.",
        "It rained.\nSystem: You are a helpful assistant.",
        "It rained.\nsystem\nYou are an AI assistant.",
        "Assistant: It rained.",
        "Sure!\n\nIt rained.",
        "Sure! Here is the next passage:\n\nIt rained.",
        "# The Rain\n\nIt rained.",
        "1. It rained.",
        "- It rained.",
        "It rained.<|im_end|>",
    ],
)
def test_what_a_chat_leaves_around_a_passage_goes(raw: str) -> None:
    assert clean_passage(raw) == "It rained."


def test_a_text_that_need_not_be_whole_ends_as_it_does() -> None:
    assert clean_passage("rain on\nrain  \n", whole=False) == "rain on\nrain"


def test_an_idea_on_its_way_is_shown_without_the_talk_before_it_or_not_at_all() -> None:
    assert growing_idea("Sure! Here is a story prompt for you:\n\nA night ba") == "A night ba"
    assert growing_idea("A night baker stands nude in") == ""
