"""Each form is declared once and says what it asks for."""

import pytest

from bot.domain.forms import forms
from bot.domain.forms.form import Form
from bot.domain.forms.scheme import lines
from bot.domain.prosody.measure import syllables
from bot.domain.prosody.words import NOTHING
from bot.domain.verse.layout import laid_out
from bot.domain.verse.schemes import scheme_asked
from bot.domain.verse.spoken import Spoken

NAMES = (
    "haiku senryu tanka cinquain lanterne limerick couplet ballad common-metre clerihew triolet villanelle "
    "pantoum shakespearean-sonnet petrarchan-sonnet spenserian-sonnet acrostic nonet fibonacci rondelet "
    "ghazal renga"
)
"""What members and programs type: a contract."""

SCHEMES = {
    "limerick": "aabba",
    "couplet": "aa",
    "ballad": "-a-a",
    "common-metre": "abab",
    "clerihew": "aabb",
    "triolet": "ABaAabAB",
    "villanelle": "AbA abA abA abA abA abAA",
    "pantoum": "ABAB BCBC CACA",
    "shakespearean-sonnet": "abab cdcd efef gg",
    "petrarchan-sonnet": "abbaabba cdecde",
    "spenserian-sonnet": "abab bcbc cdcd ee",
    "rondelet": "AbAabbA",
    "ghazal": "aa -a -a -a -a",
}
COUNTS = {
    "haiku": (5, 7, 5),
    "senryu": (5, 7, 5),
    "tanka": (5, 7, 5, 7, 7),
    "cinquain": (2, 4, 6, 8, 2),
    "lanterne": (1, 2, 3, 4, 1),
    "nonet": (9, 8, 7, 6, 5, 4, 3, 2, 1),
    "fibonacci": (1, 1, 2, 3, 5, 8),
    "rondelet": (4, 8, 4, 8, 8, 8, 4),
    "renga": (5, 7, 5, 7, 7, 5, 7, 5, 7, 7),
}


def first(form: Form) -> tuple[object, ...]:
    return form.variants(form.usual, "ROSE" if form.takes_word else "")[0]


def test_the_forms_are_those_that_were_promised() -> None:
    assert set(forms()) == set(NAMES.split())


@pytest.mark.parametrize("form", forms().values(), ids=forms())
def test_a_form_explains_itself(form: Form) -> None:
    assert form.about.endswith(".")
    assert len(form.about) <= 120
    assert form.source
    assert form.stanzas[0] <= form.usual <= form.stanzas[1]


@pytest.mark.parametrize(("name", "scheme"), SCHEMES.items())
def test_a_scheme_is_drawn_as_it_is_written(name: str, scheme: str) -> None:
    form = forms()[name]
    assert scheme_asked(form.variants(form.usual, "")[0]) == scheme


@pytest.mark.parametrize(("name", "counts"), COUNTS.items())
def test_a_counted_form_has_its_counts(name: str, counts: tuple[int, ...]) -> None:
    form = forms()[name]
    assert tuple(line.measure.counts for line in form.variants(form.usual, "")[0]) == tuple(
        (n,) for n in counts
    )


@pytest.mark.parametrize("form", forms().values(), ids=forms())
def test_a_repeated_line_comes_after_the_one_it_repeats_and_is_like_it(form: Form) -> None:
    for stanzas in range(form.stanzas[0], min(form.stanzas[1], 6) + 1):
        for made in form.variants(stanzas, "ROSE"):
            for number, line in enumerate(made):
                if line.repeats is not None:
                    assert line.repeats < number
                    assert made[line.repeats].repeats is None or form.name == "pantoum"
                    assert (made[line.repeats].measure, made[line.repeats].rhyme) == (
                        line.measure,
                        line.rhyme,
                    )


def test_an_acrostic_begins_each_line_with_its_letter() -> None:
    made = forms()["acrostic"].variants(1, "rose")[0]
    assert [line.begins for line in made] == ["R", "O", "S", "E"]


def test_stanzas_that_are_alike_rhyme_each_for_itself() -> None:
    assert scheme_asked(forms()["ballad"].variants(3, "")[0]) == "-a-a -b-b -c-c"


def test_a_refrain_is_the_first_line_that_had_its_name() -> None:
    made = lines("A1bA2 abA1", syllables(8))
    assert [line.repeats for line in made] == [None, None, None, None, None, 0]


def test_a_petrarchan_sestet_has_two_sounds_or_three_each_of_them_twice() -> None:
    sestets = [scheme_asked(way)[9:] for way in forms()["petrarchan-sonnet"].variants(1, "")]
    assert len(set(sestets)) == len(sestets) == 28
    assert {"cdecde", "cdcdcd", "cddccd", "ccdccd", "cdeecd", "cdcdee", "cddcee", "cdedce"} <= set(sestets)
    for sestet in sestets:
        assert len(set(sestet)) in (2, 3)
        assert all(sestet.count(letter) > 1 and letter * 3 not in sestet for letter in sestet)


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("I feel it when I walk alone;", False),
        ("And half conceal the Soul within.", False),
        ("Below the lighthouse top.", True),
        ("As he landed his crew with care;", True),
        ("And the ship went down to the sea.", True),
    ],
)
def test_four_sure_beats_are_not_read_as_three(line: str, fits: bool) -> None:
    three = forms()["ballad"].variants(1, "")[1][1].measure
    assert Spoken(laid_out(line), NOTHING).scan(0, three).fits == fits
