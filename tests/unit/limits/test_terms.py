"""What moderators may put on a list."""

import pytest

from bot.domain.limits.terms import PHRASE_LIMIT, term_of
from bot.domain.refusals import Reason, Refusal


@pytest.mark.parametrize(
    ("phrase", "words", "open_end"),
    [
        ("Badger", ("badger",), False),
        ("  the   RED door ", ("the", "red", "door"), False),
        ("badg*", ("badg",), True),
        ("red doo*", ("red", "doo"), True),
        ("e-mail", ("e", "mail"), False),
        ("naïve", ("naive",), False),
        ("坏话", ("坏话",), False),
        ("covid19", ("covid19",), False),
    ],
)
def test_an_entry_is_whole_words_or_the_beginning_of_the_last(
    phrase: str, words: tuple[str, ...], open_end: bool
) -> None:
    term = term_of(phrase, "x")
    assert (term.words, term.open) == (words, open_end)


@pytest.mark.parametrize(
    "phrase", ["", " ", "*", "a*", "**", "ba*dger", "*badger", "bad *", "…", "\u200b", "🦡", "!?"]
)
def test_what_finds_nothing_or_nearly_everything_is_refused(phrase: str) -> None:
    with pytest.raises(Refusal) as refused:
        term_of(phrase, "x")
    assert refused.value.reason is Reason.PHRASE_UNCLEAR


def test_an_entry_has_an_end() -> None:
    assert term_of("a" * PHRASE_LIMIT, "x").words
    with pytest.raises(Refusal) as refused:
        term_of("a" * (PHRASE_LIMIT + 1), "x")
    assert refused.value.reason is Reason.TEXT_TOO_LONG
