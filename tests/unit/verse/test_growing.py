"""What comes next in a poem that is written line by line, and what fits there."""

import pytest

from bot.domain.forms import forms
from bot.domain.story import Poem
from bot.domain.verse.check import check
from bot.domain.verse.growing import Attempt, check_next, parts, place_of, ways
from bot.domain.verse.schemes import scheme_asked
from bot.domain.verse.verdict import Fault
from bot.ui.catalogue import Catalogue
from bot.ui.verses import found
from tests.poems import Poem as Known
from tests.poems import poems

SONNET = Poem("petrarchan-sonnet")


def judged(poem: Poem, before: list[str | None], text: str) -> Attempt:
    attempt = check_next(poem, before, text)
    assert attempt is not None
    return attempt


def faults(poem: Poem, before: list[str | None], text: str) -> list[Fault]:
    return [problem.fault for problem in judged(poem, before, text).problems]


def told(attempt: Attempt) -> list[str]:
    say = Catalogue().speaker("en")
    return [say(found(problem, attempt.verdict)) for problem in attempt.problems]


def test_a_line_is_judged_at_its_place() -> None:
    haiku, first = Poem("haiku"), "An old silent pond"
    assert judged(haiku, [], first).fits
    assert faults(haiku, [first], first) == [Fault.SYLLABLES]
    assert told(judged(haiku, [first], first)) == ["5 syllables: 2 too few."]
    assert judged(haiku, [first, "A frog jumps into the pond"], "Splash! Silence again").fits
    assert check_next(haiku, ["a", "b", "c"], "d") is None


def test_a_rhyme_is_told_by_the_line_that_asks_for_it() -> None:
    couplet, first = Poem("couplet"), "The curfew tolls the knell of parting day,"
    attempt = judged(couplet, [first], "The lowing herd winds slowly o'er the lea,")
    assert [problem.fault for problem in attempt.problems] == [Fault.RHYME]
    assert told(attempt) == ["“lea” does not rhyme with “day” in line 1."]
    assert judged(couplet, [first], "The ploughman homeward plods his weary way,").fits


def story_of(text: str, form: str, word: str) -> tuple[Poem, list[str | None]]:
    """Return a poem of the corpus as a story would hold it: what it is to become, and its passages."""
    verdict = check(forms()[form], text, word=word)
    last = verdict.lines[-1].line
    assert last is not None
    word = word or "".join(one.line.begins for one in verdict.lines if one.line)
    poem = Poem(form, last.stanza + 1, word)
    lines = [line.text for line in verdict.lines]
    passages: list[str | None] = []
    for count in parts(poem):
        passages.append("\n".join(lines[:count]))
        del lines[:count]
    return poem, passages


WHOLE = [
    poem
    for poem in [*poems("known"), *poems("own")]
    if check(forms()[poem.form], poem.text, word=poem.word).valid
]
NEAR = [poem for poem in poems("near") if poem.fails is not None and poem.fails.what != "lines"]


@pytest.mark.parametrize("poem", WHOLE, ids=lambda poem: f"{poem.form}-{poem.name}")
def test_a_poem_of_its_form_can_be_written_line_by_line(poem: Known) -> None:
    story, passages = story_of(poem.text, poem.form, poem.word)
    for number, text in enumerate(passages):
        attempt = judged(story, passages[:number], str(text))
        assert attempt.fits, (number, attempt.problems)
        assert "\n".join(attempt.texts) == text
    assert place_of(story, passages) is None


@pytest.mark.parametrize("poem", NEAR, ids=lambda poem: f"{poem.form}-{poem.name}")
def test_a_near_miss_stops_at_its_line_and_not_before(poem: Known) -> None:
    assert poem.fails is not None
    story, passages = story_of(poem.text, poem.form, poem.word)
    stopped = next(
        number for number, text in enumerate(passages) if not judged(story, passages[:number], str(text)).fits
    )
    upto = sum(parts(story)[: stopped + 1])
    assert poem.fails.line <= upto
    if len({scheme_asked(way) for way in ways(story)}) == 1:  # else another way may take the line
        assert upto - parts(story)[stopped] < poem.fails.line


def test_the_lines_so_far_leave_ways_open_and_the_most_usual_is_told() -> None:
    milton = next(poem for poem in WHOLE if poem.name == "milton-piedmont")
    _, passages = story_of(milton.text, milton.form, "")
    place = place_of(SONNET, passages[:9])
    assert place is not None
    assert scheme_asked(place.lines).replace(" ", "") == "abbaabbacdecde", "nothing decides it yet"
    place = place_of(SONNET, passages[:11])
    assert place is not None
    assert scheme_asked(place.lines).replace(" ", "") == "abbaabbacdcdcd", "line 11 rhymes with line 9"
    assert (place.start, place.count, place.line.rhyme) == (11, 1, "d")


def test_a_line_fits_where_any_way_that_is_still_open_takes_it() -> None:
    triolet = Poem("triolet")
    five = "The curfew tolls the knell of parting day,"
    free = "Snow again"
    assert judged(triolet, [], five).fits
    assert judged(triolet, [], free).fits
    assert faults(triolet, [five], "Snow came early, and stayed, and stayed, and stayed with us") == []
    place = place_of(triolet, [free])
    assert place is not None
    assert place.line.measure.name == "free", "a line that is not in metre leaves one way only"


def test_a_refrain_must_come_again_word_for_word() -> None:
    story, passages = story_of(*next((p.text, p.form, p.word) for p in WHOLE if p.form == "triolet"))
    assert faults(story, passages[:3], "Another line altogether") == [Fault.REFRAIN]
    assert judged(story, passages[:3], str(passages[0]).upper() + "!").fits


def test_a_line_that_was_taken_out_asks_nothing_of_the_others() -> None:
    couplet, second = Poem("couplet"), "The lowing herd winds slowly o'er the lea,"
    assert judged(couplet, [None], second).fits
    triolet = Poem("triolet")
    assert judged(triolet, [None, "Snow again", "Below"], "Whatever may come to us").fits
    ghazal, passages = story_of(*next((p.text, p.form, p.word) for p in WHOLE if p.form == "ghazal"))
    for number in range(2, len(passages)):
        gone = [None, *passages[1:number]]
        assert judged(ghazal, gone, str(passages[number])).fits, number


def test_a_link_of_a_renga_is_a_stanza() -> None:
    renga = Poem("renga", 4)
    assert parts(renga) == [3, 2, 3, 2]
    link = "An old silent pond\nA frog jumps into the pond\nSplash! Silence again"
    assert judged(renga, [], link).fits
    assert judged(renga, [], link.replace("\n", " / ")).texts == tuple(link.split("\n"))
    (problem,) = judged(renga, [link], link).problems[:1]
    assert (problem.fault, problem.wanted, problem.found) == (Fault.LINES, (2,), (3,))
    assert faults(renga, [None], "Seven syllables are here\nSeven syllables are there") == []


@pytest.mark.parametrize("text", ["", "***", "🌊", "Плеск воды", "a / b", "x" * 5000, "one\n" * 300])
def test_any_text_is_judged(text: str) -> None:
    assert not judged(Poem("haiku"), ["An old silent pond"], text).fits
