"""Disguised words are found, and innocent texts stay free: both written apart from the limits."""

from collections import Counter

import pytest

from bot.domain.limits.judge import judge
from bot.domain.limits.policy import Action, Policy
from bot.domain.story import Rating
from tests.evasion.generator import generate
from tests.evasion.innocent import Innocent, innocents
from tests.unit.limits.words import WORDS

EVERYONE = Policy(Rating.EVERYONE)


@pytest.mark.parametrize("seed", [11, 12])
def test_most_disguises_are_found_where_they_stand(seed: int) -> None:
    made = generate(WORDS, seed).disguises
    assert len(made) > 8000
    missed = Counter(
        one.way
        for one in made
        if not any(m.start < one.end and m.end > one.start for m in judge(one.sentence, EVERYONE).matches)
    )
    assert sum(missed.values()) <= 0.02 * len(made), missed.most_common(20)


@pytest.mark.parametrize(
    "one", [one for one in innocents() if not one.alone or one.kind == "theme"], ids=lambda one: one.seen
)
def test_innocent_texts_stay_free(one: Innocent) -> None:
    verdict = judge(one.text, EVERYONE)
    assert verdict.action <= Action.WARN, [one.text[m.start : m.end] for m in verdict.matches]


@pytest.mark.parametrize(
    "text",
    [
        "He had but eighteen-pence, o'er the hill obscur'd, and hee's the quicke Percie of Troon.",
        "The coin-tosser at Scunthorpe wore deep-throated engines (i.e. none) on the A55 at 10km.",
        "All his flesh had botches and blaines; the deckhead and the dockhead drank a bullshot.",
        "Det är slut nu, vi går hem med fart.",
        "4 + 5 = 9, x_1 * y_2, f(x) -> 8008, n = 455",
        "J. R. R. Tolkien; options a, s, s; it's hit or miss; the pen is mightier",
    ],
)
def test_more_that_must_stay_free(text: str) -> None:
    assert judge(text, EVERYONE).matches == ()
