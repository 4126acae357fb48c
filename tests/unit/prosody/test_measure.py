"""Measures: which lines fit, how they scan, and what is said of those that do not."""

import re
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.prosody.automaton import automaton
from bot.domain.prosody.measure import Measure, anapaestic, free, iambic, syllables, trochaic
from bot.domain.prosody.scansion import Scan, pauses
from bot.domain.prosody.sounds import Reading
from tests.unit.prosody.spoken import words

MEASURES = [
    syllables(5),
    syllables(2, 4),
    free(),
    iambic(1),
    iambic(5),
    iambic(4, feminine=False),
    trochaic(4),
    trochaic(4, catalectic=True),
    anapaestic(2),
    anapaestic(3),
    Measure("nested", "((ws){1,2}(sw|xS)?){2,3}w*"),
    Measure("optional", "(w?s?){2}x{0,2}S|s(w)+"),
]


def scan(measure: Measure, line: str) -> Scan:
    said = words(line)
    return measure.scan([word.readings for word in said], pauses(line, said))


@pytest.mark.parametrize(
    ("measure", "line", "places"),
    [
        (iambic(5), "Shall I compare thee to a summer's day?", "w s ws w s w sw s"),
        (iambic(5), "Thou art more lovely and more temperate:", "w s w sw s w sws"),
        (iambic(5), "Sometime too hot the eye of heaven shines,", "sw w s w s w sw s"),
        (iambic(5), "Coral is far more red than her lips' red;", "sw w s w s w s w s"),
        (iambic(5), "Admit impediments. Love is not love", "ws wsws s w w s"),
        (iambic(5), "It is the star to every wand'ring bark,", "w s w s w sw sw s"),
        (iambic(5), "Whose worth's unknown, although his height be taken.", "w s ws ws w s w sw"),
        (iambic(5), "If hairs be wires, black wires grow on her head.", "w s w s w s w s w s"),
        (iambic(5), "When I consider how my light is spent,", "w s wsw s w s w s"),
        (iambic(5), "Either man's work or his own gifts, who best", "sw w s w s w s w s"),
        (iambic(5), "Of that colossal Wreck, boundless and bare", "s w wsw s sw w s"),
        (iambic(5), "The carpenter repairs guitars again", "w sws ws ws ws"),
        (trochaic(4), "Should you ask me, whence these stories", "s w s w s w sw"),
        (trochaic(4, catalectic=True), "In the forests of the night", "s w sw s w s"),
        (anapaestic(3), "Who casually sat in a doorway", "w sww s w w sw"),
        (anapaestic(3), "There was an Old Man of Moldavia,", "w w s w s w wsww"),
        (iambic(5), "Love alters not with his brief hours and weeks,", "w sw s w s w s w s"),
        (anapaestic(3), "There was an Old Man with a beard,", "w w s w s w w s"),
        (anapaestic(3), "It's a regular brute of a bee!", "w w sww s w w s"),
        (anapaestic(2), "Ran away with a man", "w ws w w s"),
        (syllables(5), "An old silent pond", "x x xx x"),
        (free(), "Anything", "xxx"),
    ],
)
def test_a_line_that_fits_is_scanned(measure: Measure, line: str, places: str) -> None:
    found = scan(measure, line)
    assert found.fits
    assert found.places == tuple(places.split())
    assert [len(reading.stress) for reading in found.readings] == [len(place) for place in found.places]
    assert (found.off, found.fault) == (0, None)


@pytest.mark.parametrize(
    ("measure", "line", "counts", "off"),
    [
        (iambic(5), "O no, it is an ever fixed mark", (9,), -1),
        (iambic(5), "The sea", (2,), -8),
        (syllables(5), "An old pond", (3,), -2),
        (syllables(5), "Every old silent pond", (6, 7), 1),
        (syllables(5, 7), "Whose worth is lost, although his height be taken", (11,), 4),
        (syllables(2), "", (0,), -2),
        (free(), "", (0,), -1),
        (trochaic(4), "In the forests of the night", (7,), -1),
    ],
)
def test_a_wrong_count_is_told_by_how_much(
    measure: Measure, line: str, counts: tuple[int, ...], off: int
) -> None:
    found = scan(measure, line)
    assert (found.fits, found.counts, found.off, found.fault) == (False, counts, off, None)


@pytest.mark.parametrize(
    ("measure", "line", "word", "syllable", "wanted"),
    [
        (iambic(5), "The exact machine repeated nothing new", "exact", 1, "w"),
        (iambic(5), "We have unending arguments over tea", "over", 0, "w"),
        (
            iambic(5),
            "Of that colossal Wreck boundless and bare",
            "boundless",
            0,
            "w",
        ),
        (iambic(5), "The men who came to the city happy", "city", 0, "w"),
        (trochaic(4), "Again the stories of morning", "Again", 1, "w"),
        (anapaestic(2), "Never under water", "water", 0, "w"),
    ],
)
def test_a_stress_against_the_metre_is_told_by_its_place(
    measure: Measure, line: str, word: str, syllable: int, wanted: str
) -> None:
    found = scan(measure, line)
    assert not found.fits
    assert found.fault
    fault = found.fault
    assert (words(line)[fault.word].text, fault.syllable, fault.wanted) == (word, syllable, wanted)
    assert not fault.ended


def test_a_line_that_ends_before_its_metre_is_told() -> None:
    found = anapaestic(3).scan([[Reading("100")], [Reading("100")]])
    assert found.fault
    assert (found.fault.word, found.fault.syllable, found.fault.wanted) == (1, 2, "s")
    assert found.fault.ended


def test_a_reading_of_a_wrong_count_does_not_hide_the_stress_that_is_wrong() -> None:
    found = iambic(2, feminine=False).scan([[Reading("?"), Reading("??")], [Reading("010")]])
    assert found.fault
    assert (found.fault.word, found.fault.syllable, found.fault.wanted) == (1, 1, "w")


def test_a_poetic_licence_counts_in_metre_alone() -> None:
    word = [Reading("10"), Reading("?", licence=True)]
    assert syllables(1, 5).scan([word]).counts == (2,)
    assert iambic(1).scan([word, [Reading("?")]]).readings[0].licence


def test_the_most_usual_reading_that_fits_is_chosen() -> None:
    word = [Reading("0101"), Reading("10"), Reading("01")]
    assert iambic(1).scan([word]).readings == (Reading("01"),)
    assert syllables(2).scan([word]).readings == (Reading("10"),)
    assert syllables(2, 4).scan([word]).tried == 3


def test_what_is_silent_stands_anywhere() -> None:
    found = iambic(1).scan([[Reading("")], [Reading("01")], [], [Reading("")]])
    assert found.places == ("", "ws", "", "")


@pytest.mark.parametrize(
    ("measure", "counts", "metrical"),
    [
        (syllables(5), (5,), False),
        (syllables(2, 4), (2, 3, 4), False),
        (free(), None, False),
        (iambic(5), (10, 11), True),
        (iambic(4, feminine=False), (8,), True),
        (iambic(1), (2, 3), True),
        (trochaic(4), (8,), True),
        (trochaic(4, catalectic=True), (7, 8), True),
        (anapaestic(2), (3, 4, 5, 6, 7, 8, 9), True),
        (Measure("couplets", "(ws)+"), None, True),
        (Measure("either", "x{2}|x{4}"), (2, 4), False),
    ],
)
def test_a_measure_tells_what_it_admits(
    measure: Measure, counts: tuple[int, ...] | None, metrical: bool
) -> None:
    assert (measure.counts, measure.metrical) == (counts, metrical)


@pytest.mark.parametrize(
    "pattern",
    ["(", "x)", "x{", "x{}", "x{2,1}", "x{0}", "x{-1}", "y", "?", "x**", ",", ",(ws)", "x{²}", "x{9999}"],
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="no pattern"):
        Measure("wrong", pattern)


@pytest.mark.parametrize("feet", [0, -1, 9])
def test_no_line_has_so_many_feet(feet: int) -> None:
    for build in (iambic, trochaic, anapaestic):
        with pytest.raises(ValueError, match="feet"):
            build(feet)


def expression(pattern: str) -> re.Pattern[str]:
    admitted = {
        "x": ".",
        "S": "[12?]",
        "s": "[012?]",
        "w": "[02?]",
        ",": "(?!)",
    }  # nothing stands after a pause
    return re.compile(re.sub("[xSsw]|,(?=[a-zS])", lambda sign: admitted[sign[0]], pattern))


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_the_automaton_is_its_regular_expression(measure: Measure) -> None:
    # 2 and ? stand in the same places, and all signs where stress does not count: these are all strings.
    signs = "01?" if measure.metrical else "1"
    fits = expression(measure.pattern).fullmatch
    layer = [("", measure.start)]
    for _ in range(13):
        assert all(measure.accepts(states) == bool(fits(line)) for line, states in layer)
        layer = [
            (line + sign, after)
            for line, states in layer
            for sign in signs
            if (after := measure.advance(states, sign)) or len(line) < 6
        ]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_secondary_stress_stands_where_a_word_of_one_syllable_does(measure: Measure) -> None:
    compiled = automaton(measure.pattern)
    assert all(
        compiled.step(n, "2", False) == compiled.step(n, "?", False) for n in range(len(compiled.places))
    )


def test_an_inversion_in_the_line_needs_a_pause() -> None:
    measure = iambic(5)
    states = measure.start
    for sign in "0101":
        states = measure.advance(states, sign)
    assert not measure.advance(states, "1")
    assert measure.advance(states, "1", paused=True)
    for sign in "0101":
        states = measure.advance(states, sign)
    assert not measure.advance(states, "1", paused=True)  # nor in the last foot at all


STRESS = st.text("012?", max_size=4)
LINE = st.lists(st.lists(st.builds(Reading, STRESS, licence=st.booleans()), max_size=3), max_size=6)


@given(LINE, st.sampled_from(MEASURES), st.sets(st.integers(0, 6)))
def test_a_line_fits_when_some_readings_do(
    line: list[list[Reading]], measure: Measure, paused: set[int]
) -> None:
    found = measure.scan(line, paused)
    choices = [
        [r for r in word if measure.metrical or not r.licence] or word or [Reading("")] for word in line
    ]

    def fits(readings: tuple[Reading, ...]) -> bool:
        states = measure.start
        for n, reading in enumerate(readings):
            for k, sign in enumerate(reading.stress):
                states = measure.advance(states, sign, n in paused and k == 0)
        return measure.accepts(states)

    every = list(product(*choices))
    lengths = {sum(reading.syllables for reading in readings) for readings in every}
    assert found.fits == any(map(fits, every))
    assert set(found.counts) == lengths
    assert found.tried == len(every)
    assert not found.fits or fits(found.readings)
    assert found.fits + bool(found.off) + bool(found.fault) == 1
    if measure.counts is not None:
        assert abs(found.off) == min(abs(n - admitted) for n in lengths for admitted in measure.counts)


@pytest.mark.parametrize(
    ("measure", "limit"), [(iambic(5), 0.25), (free(), 0.25), (Measure("all states live", "(x{1,60})*"), 5)]
)
def test_a_long_line_takes_no_time(measure: Measure, limit: float) -> None:
    readings = [Reading(stress) for stress in ("?", "01", "10", "102", "0100", "20100")]
    start = time.perf_counter()
    measure.scan([readings] * 400)
    assert time.perf_counter() - start < limit


def test_one_endless_word_takes_no_time() -> None:
    start = time.perf_counter()
    for measure in MEASURES:
        measure.scan([[Reading("?" * 4000)]])
        measure.scan([[Reading("?"), Reading("??")]] * 2000)
    assert time.perf_counter() - start < 2.0
