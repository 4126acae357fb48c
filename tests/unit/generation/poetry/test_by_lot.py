import random
from dataclasses import replace
from itertools import islice, product

import pytest

from bot.domain.forms import forms
from bot.domain.prosody.measure import anapaestic, iambic, syllables
from bot.domain.prosody.rhyme import Rhyme, relation
from bot.domain.prosody.scansion import pauses
from bot.domain.prosody.words import words_of
from bot.domain.verse.check import check
from bot.domain.verse.grid import Grid, Paths
from bot.generation.poetry import lines
from bot.generation.poetry.lines import LineGrammar, LineWish, Place
from bot.generation.poetry.ordering import PoemOrder
from bot.generation.poetry.rhymes import Rhymes
from bot.generation.poetry.spelling import Speller
from tests.unit.generation.poetry.lots import line, poem
from tests.unit.generation.poetry.tables import lexicon, stock

KINDS = ("bytes", "pieces")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", list(forms()))
def test_whatever_the_mask_lets_through_is_in_the_form(name: str, kind: str) -> None:
    form = forms()[name]
    for seed in range(3):
        order = PoemOrder(
            form, 1, 1, seed, word="Xylophone" if form.takes_word else "", candidates=2, planned=seed != 2
        )
        text = poem(order, lexicon(kind))
        verdict = check(form, text, word=order.word)
        assert verdict.valid, (text, verdict.problems, [line.problems for line in verdict.lines])
        assert text.endswith((".", "!", "?"))
        lines = form.variants(form.usual, "")[0]
        own = [line for line, wanted in zip(verdict.lines, lines, strict=False) if wanted.repeats is None]
        ends = [line.words[-1].text.lower() for line in own]
        assert len(set(ends)) == len(ends) or any(wanted.radif for wanted in lines)


@pytest.mark.parametrize("name", ["triolet", "tanka", "ghazal"])
def test_banned_words_do_not_occur(name: str) -> None:
    # all in stock, since a subject lets in words of its own ("a garden")
    banned = frozenset(entry.text for entry in (*stock(), *lexicon("bytes").entries) if "e" in entry.text)
    text = poem(PoemOrder(forms()[name], 1, 1, 5, banned=banned, candidates=2), lexicon("bytes"))
    assert check(forms()[name], text).valid
    assert "e" not in text.lower()


@pytest.mark.parametrize(
    "measure", [syllables(5), iambic(5), anapaestic(3), anapaestic(2)], ids=lambda m: m.name
)
def test_every_place_of_a_line_can_be_finished(measure: object) -> None:
    assert not _dead_ends(LineGrammar(lexicon("bytes"), LineWish(measure)))  # type: ignore[arg-type]


def test_without_the_backward_pass_there_are_dead_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Grid, "_finishing", lambda self: frozenset(range(len(self._paths))))
    monkeypatch.setattr(lines, "grid", lines.grid.__wrapped__)  # those kept are finished already
    assert _dead_ends(LineGrammar(lexicon("bytes"), LineWish(syllables(5))))


def _dead_ends(grammar: LineGrammar) -> list[object]:
    """Go through all that a line can come to; return where nothing follows."""
    seen, todo, dead = {grammar.start}, [grammar.start], []
    while todo:
        state = todo.pop()
        if grammar.ended(state):
            continue
        after = list(grammar.signs(state).values())
        for pool in grammar.pools(state):
            kinds: dict[tuple[int, bool], int] = {}
            for row in pool.fits.nonzero()[0]:
                item = int(pool.shelf.items[row])
                kinds.setdefault(
                    (int(lexicon("bytes").kinds[item]), bool(lexicon("bytes").leaning[item])), item
                )
            after += [grammar.after(state, pool, item) for item in kinds.values()]
        if not after:
            dead.append(state)
        for one in after:
            if one not in seen:
                seen.add(one)
                todo.append(one)
    return dead


def test_a_word_counts_only_at_its_boundary() -> None:
    words = lexicon("bytes")
    spelled = {
        tokens: int(item)
        for tokens, item in zip(words.shelves[0].tokens, words.shelves[0].items, strict=True)
    }
    short, long = next(
        (tokens[:-1], tokens)
        for tokens, item in spelled.items()
        if tokens[:-1] in spelled
        and words.steady[item]
        and words.entries[item].syllables > words.entries[spelled[tokens[:-1]]].syllables
    )
    last = words.entries[spelled[long]]
    grammar = LineGrammar(words, LineWish(syllables(last.syllables), endings=(last.text,)))
    speller = Speller(grammar, {}, frozenset())
    for token in short:
        assert token in speller.allowed()
        speller.add(token)
    # The shorter word would leave too few syllables for the only ending: it can only grow to the longer one.
    assert list(speller.allowed()) == [long[-1]]
    speller.add(long[-1])
    assert set(words.signs.ends) <= {int(token) for token in speller.allowed()}


def test_a_token_that_leads_nowhere_is_refused() -> None:
    words = lexicon("bytes")
    speller = Speller(LineGrammar(words, LineWish(syllables(5))), {}, words.table.endings)
    with pytest.raises(ValueError, match="leads nowhere"):
        speller.add(next(iter(words.signs.ends)))


def test_no_sign_follows_a_word_that_leans() -> None:
    words = lexicon("bytes")
    grammar = LineGrammar(words, LineWish(iambic(5)))
    after = grammar.after(grammar.start, grammar.pools(grammar.start)[0], words.number["the"])
    assert isinstance(after, Place)
    assert not grammar.signs(after)
    steady = grammar.after(grammar.start, grammar.pools(grammar.start)[0], words.number["night"])
    assert grammar.signs(steady)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_order_gives_the_same_poem(seed: int) -> None:
    order = PoemOrder(forms()["couplet"], 1, 1, seed, candidates=3)
    assert poem(order, lexicon("bytes")) == poem(order, lexicon("bytes"))
    assert poem(order, lexicon("bytes")) != poem(replace(order, seed=seed + 10), lexicon("bytes"))


@pytest.mark.parametrize("name", ["couplet", "limerick", "common-metre"])
def test_a_line_fits_in_whatever_way_its_words_are_read(name: str) -> None:
    """No reader, and no other checker, can say a word so that the line breaks."""
    form = forms()[name]
    for seed in range(20):
        text = poem(PoemOrder(form, 1, 1, seed, candidates=1), lexicon("bytes"))
        for told, wanted in zip(text.splitlines(), form.variants(1, "")[0], strict=True):
            words = words_of(told)
            ways = [[one for one in word.readings if not one.licence] for word in words]
            ways[-1] = [replace(one, stress="1") if one.stress == "?" else one for one in ways[-1]]
            for chosen in islice(product(*ways), 200):
                assert wanted.measure.scan([[one] for one in chosen], pauses(told, words)).fits, (
                    told,
                    chosen,
                )


def test_a_word_with_two_stresses_stands_only_where_both_fit() -> None:
    one, two, both = frozenset({"?"}), frozenset({"01"}), frozenset({"01", "10"})  # "record", verb and noun
    grid = Grid(Paths(iambic(5), [one, two, both]), {one})
    assert grid.after(0, both, False) is not None, "the first foot may be turned"
    later = grid.after(0, two, False)
    assert later is not None
    assert grid.after(later, two, False) is not None
    assert grid.after(later, both, False) is None, "a later one only behind a pause"
    assert grid.after(later, both, True) is not None


def test_words_that_rhyme_here_rhyme_for_the_checker() -> None:
    words = lexicon("bytes")
    rhymes = Rhymes(words)
    chance = random.Random(7)
    for row in chance.sample([int(row) for row in (rhymes.rhyme >= 0).nonzero()[0]], 60):
        word = words.entries[row].text
        for mate in chance.sample(mates := rhymes.mates(word, [word], frozenset()), min(len(mates), 8)):
            assert relation(words_of(word), words_of(mate)) is Rhyme.PERFECT, (word, mate)


def test_a_line_does_not_end_on_a_word_that_is_taken() -> None:
    words = lexicon("bytes")
    wish = LineWish(syllables(5), endings=("sea", "day"), used=frozenset({"sea"}))
    grammar, chance = LineGrammar(words, wish), random.Random(3)
    for _ in range(5):
        assert words_of(line(grammar, chance))[-1].text == "day"
