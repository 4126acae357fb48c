"""A server's phrases and beginnings in simple disguises, and words that are no disguise of others."""

import pytest

from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.judge import judge
from bot.domain.limits.policy import Action, Policy
from bot.domain.limits.terms import term_of
from bot.domain.story import Rating


def held(text: str, *entries: str) -> list[str]:
    lists = {Action.HOLD: Vocabulary(term_of(entry, "list:hold") for entry in entries)}
    return [text[match.start : match.end] for match in judge(text, Policy(Rating.MATURE, lists)).matches]


@pytest.mark.parametrize(
    "typed",
    [
        "r3d w3dding",
        "reeed weddding",
        "redwedding",
        "r3dwedding",
        "re**d** wed~~ding",
        "red-w3dding",
        "r.e.d w.e.d.d.i.n.g",
        "r e d w e d d i n g",
        "red w.e.d.d.i.n.g",
        "RED, w3dding",
        "red\u200bwedding",
    ],
)
def test_each_word_of_a_phrase_may_be_in_a_simple_disguise(typed: str) -> None:
    assert held(f"So the {typed} it was.", "red wedding") == [typed]


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("k1ttycat", "kitty*"),
        ("ki**tty**cat", "kitty*"),
        ("kiiittycat", "kitty*"),
        ("k.i.t.t.y.c.a.t", "kitty*"),
        ("k i t t y", "kitty*"),
        ("blue d00rs", "blue door*"),
    ],
)
def test_a_beginning_may_be_in_a_simple_disguise(typed: str, entry: str) -> None:
    assert held(f"So a {typed} it was.", entry) == [typed]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("red the wedding, reds wedding, red weddings, bred wedding, wedding red", ("red wedding",)),
        ("He understands it sometimes.", ("under stands", "some times")),  # an English word is itself
        ("They kill U.S. troops at 3 a.m. dead on time.", ("kill us", "am dead")),
        ("It is ours and it sat.", ("is our", "it s")),
        ("In the 4th row, 3rd seat, B17, 10km on; 3D, 4K, K9, PS5", ("at*", "ath*", "er*", "iok*", "thr*")),
        ("He was aaaall alone, weeell off, and soooo on.", ("allow*", "we laugh")),
        ("The dragoon of the battery bought a saloon.", ("dragon", "salon")),
        ("hello kit, tyrant", ("hello kitty",)),
    ],
)
def test_what_is_no_disguise_is_free(text: str, entries: tuple[str, ...]) -> None:
    assert held(text, *entries) == []


def test_letters_that_are_drawn_out_still_hide_nothing() -> None:
    assert held("a draaagon and a dragooon", "dragon") == ["draaagon", "dragooon"]
