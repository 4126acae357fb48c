"""Any text gets a verdict, soon; and the verdict says what is wrong."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.forms import forms
from bot.domain.verse.check import check
from bot.domain.verse.detect import detect
from bot.domain.verse.layout import laid_out
from bot.domain.verse.verdict import Fault, Verdict
from bot.ui.catalogue import Catalogue
from bot.ui.verses import found
from tests.poems import poems

HAIKU = "An old silent pond\nA frog jumps into the pond\nSplash! Silence again"
SIGNS = "aeiouyrstl nN'’-.,/1290\n\n🌊é\u0301\u200d\u200bяб中ב*_~|>#<:@"
LONG = 4000


def told(verdict: Verdict) -> list[str]:
    say = Catalogue().speaker("en")
    problems = [*verdict.problems, *(problem for line in verdict.lines for problem in line.problems)]
    return [say(found(problem, verdict)) for problem in problems]


def test_a_haiku_is_one() -> None:
    verdict = check(forms()["haiku"], HAIKU)
    assert verdict.valid
    assert [line.counts for line in verdict.lines] == [(5,), (7,), (5,)]


@pytest.mark.parametrize(
    "text", [HAIKU.replace("\n", " / "), f"> {HAIKU}".replace("\n", "\n> "), f"\n\n{HAIKU}\n"]
)
def test_lines_may_be_written_in_several_ways(text: str) -> None:
    assert check(forms()["haiku"], text).valid


def test_a_title_above_is_no_line() -> None:
    verdict = check(forms()["haiku"], f"The Pond\n\n{HAIKU}")
    assert verdict.valid
    assert verdict.title == "The Pond"


SONNET = next(poem.text for poem in poems("known", "shakespearean-sonnet") if "073" in poem.name)


@pytest.mark.parametrize(
    ("above", "below", "title", "aside"),
    [
        ("Sonnet 73\nby William Shakespeare\n\n", "", "Sonnet 73", ("by William Shakespeare",)),
        ("Sonnet 73\n\nBy William Shakespeare\n\n", "", "Sonnet 73", ("By William Shakespeare",)),
        ("SONNET 73\n", "", "SONNET 73", ()),
        ("# Sonnet 73\n", "", "Sonnet 73", ()),
        ("", "\n\n— William Shakespeare", None, ("— William Shakespeare",)),
        ("", "\n- William Shakespeare", None, ("William Shakespeare",)),
        ("Sonnet 73\n\n", "\nby William Shakespeare", "Sonnet 73", ("by William Shakespeare",)),
    ],
)
def test_what_stands_around_a_poem_is_no_line_of_it(
    above: str, below: str, title: str | None, aside: tuple[str, ...]
) -> None:
    verdict = check(forms()["shakespearean-sonnet"], above + SONNET + below)
    assert verdict.valid
    assert (verdict.title, verdict.aside) == (title, aside)
    assert [form.name for form in detect(above + SONNET + below)] == ["shakespearean-sonnet"]


def test_numbers_before_lines_are_no_words_of_them() -> None:
    numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(HAIKU.splitlines(), start=1))
    for text in (numbered, f"The Pond\n\n{numbered}", numbered.replace(".", ")")):
        verdict = check(forms()["haiku"], text)
        assert verdict.valid
        assert [line.text for line in verdict.lines] == HAIKU.splitlines()
    assert laid_out("99 bottles of beer\n98. of beer").lines[1] == "98. of beer"


def test_a_line_too_many_is_no_title_only_because_it_stands_first() -> None:
    for first in (
        "the river has no words for it",
        "The river,",
        "The river has no words for it today, my friend",
    ):
        verdict = check(forms()["haiku"], f"{first}\n{HAIKU}")
        assert not verdict.valid
        assert verdict.title is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There are no words here to check."),
        ("🌊\n...\n🌊", "It has 2 lines; this form has 3."),
        ("An old pond", "It has 1 line; this form has 3."),
        (HAIKU.replace("old silent", "old, old silent"), "6 syllables: 1 too many."),
        (HAIKU.replace("jumps into", "into"), "6 syllables: 1 too few."),
        (
            HAIKU.replace("Splash", "Плеск"),
            "Some of it is in another script; this form's counts are English.",
        ),
    ],
)
def test_what_is_wrong_is_said(text: str, sentence: str) -> None:
    assert sentence in told(check(forms()["haiku"], text))


def couplet(one: str, other: str) -> str:
    return f"I never saw the morning or {one},\nAnd never heard the evening or {other}."


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("the whale", "the wail", "“wail” sounds exactly like “whale” in line 1; a rhyme begins otherwise."),
        (
            "relief",
            "belief",
            "“belief” rhymes with “relief” in line 1, but begins the rhyme with the same sound; "
            "it wants another.",
        ),
    ],
)
def test_a_rhyme_that_begins_with_the_same_sound_is_told_from_a_homophone(
    one: str, other: str, sentence: str
) -> None:
    assert told(check(forms()["couplet"], couplet(one, other))) == [sentence]


def test_two_last_syllables_that_the_metre_lifts_rhyme_whatever_else_they_share() -> None:
    text = "'Gainst death and all-oblivious enmity\nEven in the eyes of all posterity"
    assert told(check(forms()["couplet"], text)) == []


def test_a_taught_word_has_the_syllables_it_was_taught() -> None:
    text = HAIKU.replace("silent", "zqxv")
    assert not check(forms()["haiku"], text).valid
    assert check(forms()["haiku"], text, taught={"zqxv": (2,)}).valid


def test_an_acrostic_spells_the_word_it_was_given() -> None:
    poem = "Rain on the window\nOver the hill a light\nSomeone is coming\nEven tonight"
    form = forms()["acrostic"]
    assert check(form, poem, word="rose").valid
    assert check(form, poem).valid, "without a word, whatever it spells is right"
    assert "This should begin with T, and begins with S." in told(check(form, poem, word="rote"))


@pytest.mark.parametrize("name", ["haiku", "limerick", "shakespearean-sonnet", "ghazal", "villanelle"])
@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=SIGNS, max_size=200) | st.text(max_size=80))
def test_any_text_gets_a_verdict(name: str, text: str) -> None:
    verdict = check(forms()[name], text)
    assert isinstance(told(verdict), list)
    beside = [] if verdict.title is None else [verdict.title]
    beside += verdict.aside
    assert sorted([*beside, *(line.text for line in verdict.lines)]) == sorted(laid_out(text).lines)
    for line in verdict.lines:
        for word in line.words:
            assert line.text[word.start : word.end] == word.text


@pytest.mark.parametrize(
    "piece", ["a\n", "a ", "9", "'", "-", "a-", "the end\n", "🌊", "é", "<@1>", "ab'cd'", "1,"]
)
def test_the_longest_text_is_judged_within_a_second(piece: str) -> None:
    text = (piece * LONG)[:LONG]
    for form in forms().values():
        check(form, HAIKU)  # the dictionary is read
        begin = time.process_time()
        check(form, text)
        assert time.process_time() - begin < 1, form.name


def test_the_form_is_found() -> None:
    assert [form.name for form in detect(HAIKU)] == ["haiku", "senryu"]
    assert detect("Nothing in particular.") == []


def test_more_lines_than_any_form_has_are_counted_and_no_more() -> None:
    verdict = check(forms()["couplet"], "a\n" * 1999)
    assert [problem.fault for problem in verdict.problems] == [Fault.LINES]
