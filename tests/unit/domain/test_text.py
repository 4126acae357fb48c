"""Text as members type it, in many scripts and with every trick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.refusals import Reason, Refusal
from bot.domain.text import (
    TITLE_LIMIT,
    checked_text,
    checked_title,
    clean,
    count_words,
    is_blank,
    shorten,
    split,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The lamp went out.", 4),
        ("don't well-kept o'er 3.5", 4),
        ("…", 0),
        ("🌊🌊", 0),
        ("古池や蛙飛びこむ水の音", 11),
        ("Привет, мир", 2),
        ("مرحبا بالعالم", 2),
        ("שלום עולם", 2),
        ("**bold** _word_ ||spoiler||", 3),
        ("one\u200btwo", 2),
        ("one\u00adtwo", 1),
        ("नमस्ते दुनिया", 2),
        ("தமிழ் மொழி", 2),
        ("שָׁלוֹם עוֹלָם", 2),
        ("مَرْحَبًا", 1),
        ("e\u0301te\u0301", 1),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200d", "\u2060\ufeff", "\u3164", "\u202e"])
def test_blank(text: str) -> None:
    assert is_blank(text)
    with pytest.raises(Refusal) as caught:
        checked_text(text)
    assert caught.value.reason is Reason.TEXT_EMPTY


def test_clean_takes_away_what_turns_a_board_around_and_keeps_joined_emoji() -> None:
    assert clean("a\u202eb\x00c\r\nd") == "abc\nd"
    assert clean("end\x0cChapter\x0bone\x85two\u2028three") == "end\nChapter\none\ntwo\nthree"
    assert clean("👩\u200d🚀") == "👩\u200d🚀"


def test_title_is_one_line_and_bounded() -> None:
    assert checked_title("  The\n Tide ") == "The Tide"
    with pytest.raises(Refusal) as caught:
        checked_title("x" * (TITLE_LIMIT + 1))
    assert caught.value.reason is Reason.TITLE_TOO_LONG


@given(st.text(max_size=3000), st.integers(20, 200))
def test_split_loses_no_word_and_keeps_the_limit(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_split_prefers_sentences() -> None:
    text = "First one here. Second one here. Third one here."
    assert split(text, 34) == ["First one here. Second one here.", "Third one here."]


@given(st.text(max_size=300), st.integers(5, 100))
def test_shorten_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
