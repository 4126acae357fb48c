"""The poems that the checker of forms is tried on are themselves in order."""

import itertools
import re

import pytest

from tests.poems import FAULTS, FOLDER, KINDS, Poem, fault, load, parse, poems

LENGTHS = {
    "haiku": 3,
    "senryu": 3,
    "tanka": 5,
    "cinquain": 5,
    "lanterne": 5,
    "nonet": 9,
    "fibonacci": 6,
    "limerick": 5,
    "clerihew": 4,
    "triolet": 8,
    "villanelle": 19,
    "rondelet": 7,
    "shakespearean-sonnet": 14,
    "petrarchan-sonnet": 14,
    "spenserian-sonnet": 14,
}
FORMS = {*LENGTHS, "couplet", "ballad", "common-metre", "pantoum", "acrostic", "ghazal", "renga"}
COUNTED = {"haiku", "senryu", "tanka", "cinquain", "lanterne", "nonet", "fibonacci", "rondelet", "renga"}
FEET = {form for form in FORMS if form.endswith("sonnet")} | {
    "couplet",
    "ballad",
    "common-metre",
    "limerick",
}
VILLANELLE = {6: 1, 12: 1, 18: 1, 9: 3, 15: 3, 19: 3}
TRIOLET = {4: 1, 7: 1, 8: 2}
RONDELET = {3: 1, 7: 1}

ALL = [poem for kind in KINDS for poem in poems(kind)]
GOOD = [poem for poem in ALL if poem.kind in {"known", "own"}]


def called(poem: Poem) -> str:
    return f"{poem.kind}/{poem.form}/{poem.name}"


def words(line: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", line.lower()))


def turned_lines(poem: Poem) -> dict[int, int]:
    """Return, by number from 1, the lines that repeat an earlier one, and which."""
    if poem.form == "pantoum":
        last = len(poem.lines)
        carried = {line + 3: line for line in range(2, last - 3, 4)} | {
            line + 3: line for line in range(4, last - 3, 4)
        }
        return carried | {last - 2: 3, last: 1}
    return {"villanelle": VILLANELLE, "triolet": TRIOLET, "rondelet": RONDELET}.get(poem.form, {})


def length_is_right(poem: Poem) -> bool:
    shape = [len(stanza) for stanza in poem.stanzas]
    match poem.form:
        case "couplet":
            return len(poem.lines) % 2 == 0
        case "ballad" | "common-metre" | "pantoum":
            return set(shape) == {4}
        case "ghazal":
            return set(shape) == {2} and len(shape) >= 5
        case "renga":
            return shape == [3, 2] * (len(shape) // 2)
        case "acrostic":
            return len(poem.lines) == len(poem.word)
        case form:
            return len(poem.lines) == LENGTHS[form]


def test_every_file_of_the_folder_is_a_poem_of_a_kind() -> None:
    files = sorted(FOLDER.rglob("*.txt"))
    assert sorted(called(load(file)) for file in files) == sorted(map(called, ALL))


@pytest.mark.parametrize("poem", ALL, ids=called)
def test_a_file_says_what_it_is(poem: Poem) -> None:
    assert poem.form in (FORMS if poem.kind != "prose" else {""})
    assert all(stanza and all(line.strip() == line != "" for line in stanza) for stanza in poem.stanzas)
    assert (poem.fails is not None) == (poem.kind == "near")
    assert poem.kind == "known" or not poem.exceptions
    assert bool(poem.word) == (poem.form == "acrostic")
    assert all(each.line <= len(poem.lines) for each in poem.exceptions)


@pytest.mark.parametrize("poem", GOOD, ids=called)
def test_a_good_poem_has_the_lines_of_its_form(poem: Poem) -> None:
    assert length_is_right(poem)


@pytest.mark.parametrize("poem", GOOD, ids=called)
def test_a_good_poem_repeats_what_its_form_repeats(poem: Poem) -> None:
    excepted = {each.line for each in poem.exceptions if each.what == "refrain"}
    changed = {
        line
        for line, first in turned_lines(poem).items()
        if words(poem.lines[line - 1]) != words(poem.lines[first - 1])
    }
    assert changed == excepted


@pytest.mark.parametrize("poem", [poem for poem in GOOD if poem.form == "acrostic"], ids=called)
def test_an_acrostic_spells_its_word(poem: Poem) -> None:
    assert "".join(words(line)[0] for line in poem.lines).upper() == poem.word


@pytest.mark.parametrize("poem", poems("near"), ids=called)
def test_a_near_miss_has_its_form_s_lines_unless_that_is_the_fault(poem: Poem) -> None:
    assert poem.fails is not None
    wrong = poem.fails.what == "lines"
    assert length_is_right(poem) != wrong
    assert poem.fails.line <= len(poem.lines) + wrong


@pytest.mark.parametrize("poem", poems("near"), ids=called)
def test_a_near_miss_breaks_a_refrain_only_where_it_says_so(poem: Poem) -> None:
    assert poem.fails is not None
    if poem.fails.what == "lines":
        return
    changed = {
        line
        for line, first in turned_lines(poem).items()
        if words(poem.lines[line - 1]) != words(poem.lines[first - 1])
    }
    assert changed == ({poem.fails.line} if poem.fails.what == "refrain" else set())


@pytest.mark.parametrize("poem", poems("near"), ids=called)
def test_a_near_miss_fails_in_what_its_form_asks(poem: Poem) -> None:
    assert poem.fails is not None
    asked = {"syllables": COUNTED, "metre": FEET, "acrostic": {"acrostic"}, "radif": {"ghazal"}}
    unrhymed = {*COUNTED, "acrostic"} - {"rondelet"}
    rhymed = FORMS - unrhymed
    assert poem.form in asked.get(poem.fails.what, rhymed if "rhyme" in poem.fails.what else FORMS)


@pytest.mark.parametrize("poem", [poem for poem in poems("near") if poem.form == "acrostic"], ids=called)
def test_an_acrostic_near_miss_misspells_only_where_it_says_so(poem: Poem) -> None:
    assert poem.fails is not None
    pairs = itertools.zip_longest((words(line)[0].upper() for line in poem.lines), poem.word)
    wrong = [number for number, (seen, meant) in enumerate(pairs, 1) if seen != meant]
    assert wrong == [poem.fails.line]


def test_there_is_enough_to_try_the_checker_on() -> None:
    assert len(poems("known")) >= 45
    assert len(poems("near")) >= 40
    assert len(poems("prose")) >= 10
    assert {form: len(poems("own", form)) for form in FORMS if len(poems("own", form)) < 3} == {}
    assert {each.fails.what for each in poems("near") if each.fails} == FAULTS


@pytest.mark.parametrize("value", ["line 0: metre", "line 3", "3: metre", "line 3: taste", "lines 3: metre"])
def test_a_fault_that_nobody_knows_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="what is wrong"):
        fault(value)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("# title: A\n# mood: sad\n\nA line", "not a header"),
        ("# title: A\n# title: B\n\nA line", "given twice"),
        ("# title: A\n# title: A\n\nA line", "given twice"),
        ("# author: A\n\nA line", "no title"),
        ("# title: A\nA line", "no text"),
    ],
)
def test_a_file_out_of_order_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse(source, "own", "haiku", "a")


def test_a_kind_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no such kind"):
        poems("song")


def test_poems_of_one_form_are_of_that_form_alone() -> None:
    assert {poem.form for poem in poems("known", "villanelle")} == {"villanelle"}
    assert poems("known", "renga") == []
