"""The rule that keeps disguises readable, what each way says of its source, and ways that work together."""

import re

import pytest

from tests.evasion.generator import generate
from tests.evasion.spelling import KEPT, LIKE, LOST, Cell, readable, spelling
from tests.evasion.ways import WAYS
from tests.unit.evasion.test_generator import WORDS

FORMS = generate(WORDS, seed=3, rounds=2).disguises


def test_each_way_has_a_name_of_its_own_and_tells_its_source() -> None:
    assert len({way.name for way in WAYS}) == len(WAYS)
    assert all(len(way.source) > 10 for way in WAYS)


@pytest.mark.parametrize(
    ("losses", "reads"),
    [
        ([KEPT] * 6, True),
        ([KEPT, LOST, LOST, LOST, KEPT, KEPT], True),
        ([KEPT, LOST, LOST, LOST, LIKE, KEPT], False),
        ([LIKE] * 6, True),
        ([LOST, KEPT, KEPT, KEPT, KEPT, KEPT], False),
    ],
)
def test_half_of_the_letters_may_be_lost_and_never_the_first(losses: list[int], reads: bool) -> None:
    assert readable(tuple(Cell("a", "x", loss) for loss in losses)) is reads


def test_three_signs_stand_for_letters_at_least() -> None:
    one, two, three = spelling("zub")
    assert not readable((one, two.become("", LOST), three))
    assert readable((one, two.become("*", LOST), three))


def test_endings_stand_behind_the_disguised_word() -> None:
    for form in (form for form in FORMS if form.family == "suffixes"):
        assert form.text.endswith(
            {"-ing": "ing", "-er": "r", "-s": "s", "-ed": "d"}[form.way.split(" + ")[1]]
        )
        assert not form.text.startswith(form.word)


@pytest.mark.parametrize(
    ("word", "inflected"),
    [
        ("flurbin", ["flurbining", "flurbiner", "flurbins", "flurbined"]),
        ("puckle", ["puckling", "puckler", "puckles", "puckled"]),
        ("pash", ["pashing", "pasher", "pashes", "pashed"]),
    ],
)
def test_endings_are_spelt_as_english_spells_them(word: str, inflected: list[str]) -> None:
    forms = [
        form.text.replace("\u200b", "")
        for form in FORMS
        if form.word == word and "zero width space + -" in form.way
    ]
    assert list(dict.fromkeys(form for form in forms if form[-1] in "grsd")) == inflected


@pytest.mark.parametrize(
    ("way", "pattern"),
    [
        ("one: digit + one letter starred", r"(?=.*\d)(?=.*\*)"),
        ("one: digit + mixed capitals", r"(?=.*\d)(?=.*[A-Z])"),
        ("several: digit + dotted", r"(?=.*\d)[^.](\.[^.])+$"),
        ("one Cyrillic + one: digit", r"(?=.*\d)(?=.*[\u0400-\u052f])"),
        ("bold inside + one zero width space", r"(?=.*\*\*)(?=.*\u200b)"),
        ("several letters repeated + alternating capitals", r"(?=.*(.)\1)(?=.*[A-Z])"),
    ],
)
def test_both_ways_of_a_pair_show(way: str, pattern: str) -> None:
    forms = [form for form in FORMS if form.way == way]
    assert len(forms) > 20
    assert all(re.match(pattern, form.text) for form in forms)
