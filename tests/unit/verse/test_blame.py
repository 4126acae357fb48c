"""Of lines that ought to agree the odd one out is named, and held against one of those that do."""

from bot.domain.forms import forms
from bot.domain.verse.check import check
from bot.domain.verse.verdict import Fault, Verdict
from bot.ui.catalogue import Catalogue
from bot.ui.verses import found
from tests.poems import poems

GHAZAL = next(poem.text for poem in poems("own", "ghazal") if poem.title == "Again")
LIMERICK = next(poem.text for poem in poems("own", "limerick") if "Claire" in poem.title)
TRIOLET = next(poem.text for poem in poems("own", "triolet") if poem.title == "The Hat")


def named(verdict: Verdict) -> list[tuple[int, Fault, int | None]]:
    """Return the lines that something is wrong with, and those they are held against, counted from 1."""
    return [
        (number, problem.fault, None if problem.other is None else problem.other + 1)
        for number, line in enumerate(verdict.lines, start=1)
        for problem in line.problems
    ]


def told(verdict: Verdict) -> list[str]:
    say = Catalogue().speaker("en")
    return [say(found(problem, verdict)) for line in verdict.lines for problem in line.problems]


def test_the_first_line_is_named_where_the_others_of_its_rhyme_agree() -> None:
    assert named(check(forms()["limerick"], LIMERICK.replace("named Claire", "named Joan"))) == [
        (1, Fault.RHYME, 2)
    ]
    assert named(check(forms()["limerick"], LIMERICK.replace("How fair", "How good"))) == [
        (5, Fault.RHYME, 1)
    ]


def test_of_two_lines_the_second_is_named() -> None:
    assert named(check(forms()["limerick"], LIMERICK.replace("its mate", "its wife"))) == [
        (4, Fault.RHYME, 3)
    ]


def test_the_first_statement_of_a_refrain_is_named_where_the_others_agree() -> None:
    verdict = check(
        forms()["triolet"], TRIOLET.replace("The cat is sleeping on", "The cat has slept upon", 1)
    )
    assert named(verdict) == [(1, Fault.REFRAIN, 4)]
    assert told(verdict) == ["This should be the same as line 4, word for word."]
    last = "sleeping on my hat;\nI shall not go to town today."
    verdict = check(forms()["triolet"], TRIOLET[:-70] + TRIOLET[-70:].replace(last, "x" + last))
    assert [(line, fault) for line, fault, _ in named(verdict)] == [(7, Fault.REFRAIN)]


def test_a_ghazal_names_the_words_before_its_radif() -> None:
    verdict = check(forms()["ghazal"], GHAZAL.replace("in the hall again", "in the house again"))
    assert named(verdict) == [(8, Fault.RHYME, 1)]
    assert told(verdict) == ["Before “again”: “house” does not rhyme with “fall” in line 1."]
    verdict = check(forms()["ghazal"], GHAZAL.replace("in the hall again", "on the wall again"))
    assert told(verdict) == [
        "Before “again”: It ends on “wall”, as line 2 does; a rhyme wants another word.",
    ]


def test_the_radif_is_what_most_closed_lines_end_on() -> None:
    for old, number in (("set to fall again", 1), ("the wall again", 2), ("lost all again", 10)):
        verdict = check(forms()["ghazal"], GHAZAL.replace(old, old.replace("again", "today")))
        right = 2 if number == 1 else 1
        assert named(verdict) == [(number, Fault.RADIF, right)]
        assert told(verdict) == [f"This should end on “again”, as line {right} does."]


def test_one_longer_agreement_of_the_first_couplet_is_no_radif() -> None:
    text = GHAZAL.replace("getting set to fall again", "hanging on the wall again")
    assert named(check(forms()["ghazal"], text)) == [(2, Fault.RHYME, 1)]
