"""A line too few or too many is told as that, at its place; and a syllable too many as one."""

import time

import pytest

from bot.domain.forms import forms
from bot.domain.verse.check import check
from bot.domain.verse.verdict import Verdict
from bot.ui.catalogue import Catalogue
from bot.ui.verses import found
from tests.poems import poems

SONNET = next(poem for poem in poems("known", "shakespearean-sonnet") if poem.name == "shakespeare-073").lines
VILLANELLE = poems("own", "villanelle")[0].lines
LIMERICK = next(poem for poem in poems("own", "limerick") if "Claire" in poem.title).lines


def told(verdict: Verdict) -> list[str]:
    say = Catalogue().speaker("en")
    problems = [*verdict.problems, *(problem for line in verdict.lines for problem in line.problems)]
    return [say(found(problem, verdict)) for problem in problems]


@pytest.mark.parametrize("gap", [1, 2, 5, 6, 9, 10, 12, 13])
def test_a_missing_line_is_told_once_and_at_its_place(gap: int) -> None:
    (sentence,) = told(check(forms()["shakespearean-sonnet"], "\n".join(SONNET[:gap] + SONNET[gap + 1 :])))
    where = max(gap, 13) if gap > 11 else gap  # of the couplet either line may be the one
    assert sentence == f"It has 13 lines; this form has 14. One seems to be missing after line {where}."


@pytest.mark.parametrize("number", range(1, 19))
def test_a_line_missing_in_a_villanelle_is_found_in_its_stanza(number: int) -> None:
    (sentence,) = told(
        check(forms()["villanelle"], "\n".join(VILLANELLE[:number] + VILLANELLE[number + 1 :]))
    )
    assert "One seems to be missing after line" in sentence


@pytest.mark.parametrize("number", range(14))
def test_a_line_that_stands_twice_is_told_once(number: int) -> None:
    doubled = SONNET[: number + 1] + SONNET[number:]
    (sentence,) = told(check(forms()["shakespearean-sonnet"], "\n".join(doubled)))
    assert sentence == f"It has 15 lines; this form has 14. Line {number + 2} seems to be one too many."


def test_what_is_wrong_besides_keeps_its_own_line() -> None:
    lines = [*LIMERICK[:2], *LIMERICK[3:]]
    lines[3] = lines[3].replace("fair", "good")
    verdict = check(forms()["limerick"], "\n".join(lines))
    assert told(verdict) == [
        "It has 4 lines; this form has 5. One seems to be missing after line 3.",
        "“good” does not rhyme with “Claire” in line 1.",
    ]
    assert [number for number, line in enumerate(verdict.lines) if not line.ok] == [3]
    assert [line.text for line in verdict.lines] == lines


def test_no_place_is_named_where_none_explains_more_than_another() -> None:
    assert told(check(forms()["haiku"], "Snow\nRain"))[0] == "It has 2 lines; this form has 3."


@pytest.mark.parametrize(
    ("form", "count", "sentence"),
    [
        ("couplet", 3, "It has 3 lines; this form has 2 or 4."),
        ("couplet", 1, "It has 1 line; this form has 2 at least."),
        ("couplet", 199, "It has 199 lines; this form has 198 or 200."),
        ("renga", 3, "It has 3 lines; this form has 5 at least."),
        ("renga", 9, "It has 9 lines; this form has 8 or 10."),
        ("haiku", 1, "It has 1 line; this form has 3."),
    ],
)
def test_a_form_of_any_length_says_what_it_may_have(form: str, count: int, sentence: str) -> None:
    assert told(check(forms()[form], "a\n" * count))[0] == sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("The red curfew tolls the knell of parting day,", "11 syllables: 1 too many."),
        ("The red and yellow curfew tolls the knell of parting day,", "14 syllables: 4 too many."),
        ("The curfew tolls the knell of parting very,", None),
    ],
)
def test_behind_a_strong_end_no_weak_syllable_is_allowed_for(line: str, sentence: str | None) -> None:
    verdict = check(forms()["couplet"], f"{line}\nx")
    say = Catalogue().speaker("en")
    assert [say(found(one, verdict)) for one in verdict.lines[0].problems] == ([sentence] if sentence else [])


def test_a_couplet_that_lacks_its_second_line_says_so() -> None:
    lines = poems("own", "couplet")[0].lines[:3]
    assert told(check(forms()["couplet"], "\n".join(lines))) == [
        "It has 3 lines; this form has 2 or 4. One seems to be missing after line 3."
    ]


def test_looking_for_the_gap_takes_no_long_time() -> None:
    begin = time.process_time()
    for name in ("petrarchan-sonnet", "villanelle", "couplet", "renga"):
        check(forms()[name], "the fire of the hour of desire and power in it\n" * 13)
        check(forms()[name], "the fire of the hour of desire and power in it\n" * 39)
    assert time.process_time() - begin < 2
