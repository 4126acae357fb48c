"""Rhymes that a form keeps apart, the name on which a clerihew's first line ends, and which form is named."""

import pytest

from bot.domain.forms import forms
from bot.domain.story import Poem
from bot.domain.verse.check import check
from bot.domain.verse.detect import detect
from bot.domain.verse.growing import check_next
from bot.domain.verse.naming import ends_on_name
from bot.domain.verse.verdict import Fault
from bot.ui.catalogue import Catalogue
from bot.ui.verses import found, noted
from tests.poems import poems

ONE_RHYME = {
    "limerick": (
        "There was an Old Man on a hill,\nWho seldom, if ever, stood still;\nHe ran to the mill\n"
        "To swallow a pill,\nWhich cured that Old Man of his ill.",
        [3, 4],
    ),
    "common-metre": (
        "The moon is shining on the sea,\nThe wind is in the tree,\nAnd nobody has followed me,\n"
        "And I am glad and free.",
        [2, 4],
    ),
    "ballad": (
        "The moon is shining on the sea,\nThe wind is in the tree,\nAnd nobody has followed me,\n"
        "And I am glad and free.",
        [1, 3],
    ),
    "triolet": (
        "I walked beside the quiet sea,\nAnd nobody had followed me.\nThe wind was sleeping in the tree.\n"
        "I walked beside the quiet sea,\nA sailor waved and let me be,\nHis boat was full of fish and free.\n"
        "I walked beside the quiet sea,\nAnd nobody had followed me.",
        [2, 6],
    ),
    "rondelet": (
        "The moon is here.\nI have no more to say, my dear.\nThe moon is here.\n"
        "And nothing in the wood to fear.\nAnd nothing but a little beer.\nAnd nothing but an owl is near.\n"
        "The moon is here.",
        [2, 5, 6],
    ),
    "clerihew": ("Poor Bernard Shaw\nwas left next door.\nHe wrote some more\nand loved to snore.", [3, 4]),
}
BALLAD = (
    "The moon is shining on the sea,\nThe wind is in the corn,\nAnd nobody has followed me,\n"
    "And I was newly born."
)


@pytest.mark.parametrize(("name", "text", "wrong"), [(name, *one) for name, one in ONE_RHYME.items()])
def test_one_rhyme_where_the_form_has_two_is_not_in_form(name: str, text: str, wrong: list[int]) -> None:
    verdict = check(forms()[name], text)
    faults = [
        (number, problem.fault)
        for number, line in enumerate(verdict.lines, start=1)
        for problem in line.problems
        if problem.fault is not Fault.RHYME
    ]
    assert faults == [(number, Fault.APART) for number in wrong]


def test_it_is_said_with_which_line_it_should_not_rhyme() -> None:
    verdict = check(forms()["limerick"], ONE_RHYME["limerick"][0])
    say = Catalogue().speaker("en")
    (problem,) = verdict.lines[2].problems
    assert say(found(problem, verdict)) == (
        "“mill” rhymes with “hill” in line 1; here the form has another rhyme."
    )


def test_a_ballad_whose_loose_lines_rhyme_with_each_other_is_one() -> None:
    assert check(forms()["ballad"], BALLAD).valid


def test_in_a_sonnet_it_is_only_noted() -> None:
    spenser = next(
        poem.text
        for poem in poems("own", "spenserian-sonnet")
        if check(forms()["shakespearean-sonnet"], poem.text).valid
    )
    verdict = check(forms()["shakespearean-sonnet"], spenser)
    note = noted(verdict)
    assert note is not None
    assert Catalogue().speaker("en")(note) == (
        "By the way, lines 2 and 5 rhyme, where the form has two rhymes."
    )
    assert noted(check(forms()["spenserian-sonnet"], spenser)) is None
    assert [form.name for form in detect(spenser)] == ["spenserian-sonnet", "shakespearean-sonnet"]


def test_a_line_that_would_make_all_one_rhyme_is_told_when_it_is_written() -> None:
    lines: list[str | None] = [*ONE_RHYME["limerick"][0].splitlines()]
    attempt = check_next(Poem("limerick"), lines[:2], str(lines[2]))
    assert attempt is not None
    assert [problem.fault for problem in attempt.problems] == [Fault.APART]


def test_a_form_of_one_length_is_named_before_one_of_any() -> None:
    tanka = poems("own", "tanka")[0].text
    assert [form.name for form in detect(tanka)] == ["tanka", "renga"]


@pytest.mark.parametrize(
    "line",
    [
        "What I like about Clive",
        "Sir Humphry Davy",
        "It was not Napoleon,",
        "George the Third",
        "Henry the eighth",
        "The thoughts of Pliny the elder",
        "King Louis 14",
        "A friend of king john",
        "Voltaire",
        "Leonardo d'Arezzo",
        "GEORGE BERNARD SHAW",
        "edgar allan poe",
        "A talk with Joe Friday",
        "The wife of Dr. Who!",
    ],
)
def test_a_name_is_known_by_its_capital_or_its_title(line: str) -> None:
    assert named(line)


@pytest.mark.parametrize(
    "line",
    [
        "The weather today is so cold",
        "Isaac Newton was clever and tall",
        "Isaac Newton was a brilliant and brave soul true",
        "It rained the whole of Monday",
        "I think that you and I",
        "the weather today is so cold",
        "And then the king said",
        "The end of the road",
        "",
    ],
)
def test_what_is_no_name_is_none(line: str) -> None:
    assert not named(line)


def named(line: str) -> bool:
    return ends_on_name(line.rstrip(",!").split(), (line,))


def test_a_clerihew_without_a_name_is_told_so() -> None:
    verdict = check(
        forms()["clerihew"], "The weather is so cold\nthat I feel old.\nI bought some bread\nand went to bed."
    )
    (problem,) = verdict.lines[0].problems
    assert Catalogue().speaker("en")(found(problem, verdict)) == (
        "This line should end on the name of whom the poem is about."
    )


def test_couplets_in_metre_are_no_clerihew() -> None:
    text = (
        "I never saw the morning, said Jack Moon,\nAnd never heard the people sing a tune.\n"
        "The winter came and went, and nobody\nCould find a better way to cross the sea."
    )
    assert check(forms()["clerihew"], text).valid
    assert [form.name for form in detect(text)] == ["couplet"]


def test_what_rhymes_in_a_rarer_reading_only_is_apart_enough() -> None:
    """Henley, "Easy is the triolet": *get* may be heard as "git", which would rhyme with *it*."""
    text = (
        "Easy is the triolet,\nIf you really learn to make it!\nOnce a neat refrain you get,\n"
        "Easy is the triolet.\nAs you see! I pay my debt\nWith another rhyme. Deuce take it,\n"
        "Easy is the triolet,\nIf you really learn to make it!"
    )
    assert check(forms()["triolet"], text).valid
