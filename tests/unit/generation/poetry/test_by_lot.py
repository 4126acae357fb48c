import random

import pytest

from bot.domain.forms import forms
from bot.domain.prosody.measure import anapaestic, iambic, syllables
from bot.domain.verse.check import check
from bot.domain.verse.grid import Grid
from bot.generation.poetry.lines import LineGrammar, LineWish, Place
from bot.generation.poetry.ordering import PoemOrder
from bot.generation.poetry.spelling import Speller
from tests.unit.generation.poetry.lots import poem
from tests.unit.generation.poetry.tables import lexicon

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


def test_banned_words_do_not_occur() -> None:
    banned = frozenset(entry.text for entry in lexicon("bytes").entries if "e" in entry.text)
    text = poem(PoemOrder(forms()["triolet"], 1, 1, 5, banned=banned, candidates=2), lexicon("bytes"))
    assert check(forms()["triolet"], text).valid
    assert "e" not in text.lower()


@pytest.mark.parametrize(
    "measure", [syllables(5), iambic(5), anapaestic(3), anapaestic(2)], ids=lambda m: m.name
)
def test_every_place_of_a_line_can_be_finished(measure: object) -> None:
    assert not _dead_ends(LineGrammar(lexicon("bytes"), LineWish(measure)))  # type: ignore[arg-type]


def test_without_the_backward_pass_there_are_dead_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Grid, "_finishing", lambda self: frozenset(range(len(self._paths))))
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
    assert random.Random(seed).random() == random.Random(seed).random()
