"""What the muse writes where rhymes must be kept apart, and where a name must be: right by its making."""

import random

import pytest

from bot.domain.forms import forms
from bot.domain.prosody.rhyme import RHYMING, relation
from bot.domain.prosody.words import words_of
from bot.domain.verse.check import check
from bot.domain.verse.naming import ends_on_name
from bot.generation.poetry.making import Making
from bot.generation.poetry.ordering import PEOPLE, Part, PoemOrder
from bot.generation.poetry.rhymes import Rhymes
from tests.unit.generation.poetry.lots import poem, written
from tests.unit.generation.poetry.tables import lexicon

APART = [form for form in forms().values() if form.apart]


def test_words_of_two_rhymes_are_not_heard_as_one() -> None:
    """A rhyme may also stand on a later syllable, as "charity" and "sea" do: such words are left out."""
    words = lexicon("bytes")
    rhymes, chance = Rhymes(words), random.Random(3)
    sure = [int(row) for row in rhymes.plain.nonzero()[0]]
    assert len(sure) > 500
    for one, other in ((chance.choice(sure), chance.choice(sure)) for _ in range(4000)):
        heard = relation(words_of(words.entries[one].text), words_of(words.entries[other].text))
        assert (heard in RHYMING) == (rhymes.family[one] == rhymes.family[other]) or one == other
    unsure = [int(row) for row in ((rhymes.rhyme >= 0) & ~rhymes.plain).nonzero()[0]]
    assert unsure, "some are left out"


@pytest.mark.parametrize("form", APART, ids=lambda form: form.name)
@pytest.mark.parametrize("planned", [True, False])
def test_what_is_drawn_by_lot_keeps_its_rhymes_apart(form: object, planned: bool) -> None:
    for seed in range(8):
        order = PoemOrder(form, 1, 1, seed, candidates=1, planned=planned)  # type: ignore[arg-type]
        text = poem(order, lexicon("bytes"))
        verdict = check(order.form, text)
        assert verdict.valid, (text, [line.problems for line in verdict.lines])


@pytest.mark.parametrize(
    "about", ["", "my old dog", "the sea", "edgar allan poe", "Orange", "a month of the"]
)
def test_a_clerihew_begins_with_a_name_whatever_it_is_about(about: str) -> None:
    form = forms()["clerihew"]
    for seed in range(4):
        first, *_ = poem(PoemOrder(form, 1, 1, seed, about, candidates=1), lexicon("bytes")).splitlines()
        name = first.rstrip(",")
        assert ends_on_name(name.split(), (name,))
        assert name in PEOPLE or about == "edgar allan poe"
    if about == "edgar allan poe":
        assert name == "Edgar Allan Poe"


def test_a_first_line_among_others_ends_on_a_name() -> None:
    form, chance = forms()["clerihew"], random.Random(4)
    order = PoemOrder(form, 1, 1, 4, "a cat", candidates=1)
    making = Making(order, lexicon("bytes"), Part(form.variants(1, "")[0], (), 1))
    making.take([written(request, lexicon("bytes"), chance) for request in making.next_requests()])
    said = [word.text for word in words_of(making.text)]
    assert ends_on_name(said, (making.text,))
