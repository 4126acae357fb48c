"""Listed words do not come, however they are cut into tokens; words that begin alike do."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
import torch

from bot.domain.limits.avoiding import Avoided
from bot.generation.local.avoiding import Avoiding
from bot.generation.local.detokenizer import Detokenizer
from bot.generation.local.sampling import Sampler
from bot.generation.local.vocabulary import Vocabulary
from bot.generation.muse import Sampling
from tests.unit.generation.poetry.tables import byte_level, sentence_pieces

GREEDY = Sampling(temperature=0, repetition_penalty=1.0)
KINDS = pytest.mark.parametrize("made", [byte_level, sentence_pieces])
Table = Callable[[], Vocabulary]


def words(*some: str) -> Avoided:
    return Avoided(frozenset(some))


def passes(table: Vocabulary, text: str, avoided: Avoided) -> bool:
    """Tell whether a text may be written with the tokens that are usual for it."""
    return spelled(table, avoided, tokens(table, text))


def tokens(table: Vocabulary, text: str) -> list[int]:
    return list(table._tokenizer(text, add_special_tokens=False).input_ids)


def spelled(table: Vocabulary, avoided: Avoided, written: Iterable[int]) -> bool:
    row, text = Avoiding(table).row(avoided), Detokenizer(table._tokenizer, [])
    for token in written:
        if token in row.barred().tolist():
            return False
        row.add(text.add(token))
    return True


@KINDS
def test_a_word_comes_in_no_way_of_cutting_it(made: Table) -> None:
    table = made()
    texts = table.texts()
    listed = words("stone", "silver")
    for text in ("a stone.", "Stone", "a STONE", "a sToNe", "silver\n", "'Silver' of", "stone's"):
        assert not passes(table, text, listed), text
    single = {sign: texts.index(sign) for sign in "stonelivr"}
    for word in ("stone", "silver"):
        letters = [single[sign] for sign in word]
        assert not spelled(table, listed, letters)
        for cut in range(1, len(word)):
            if word[:cut] in texts and word[cut:] in texts:
                assert not spelled(table, listed, [texts.index(word[:cut]), texts.index(word[cut:])])


@KINDS
def test_words_that_begin_alike_or_have_it_within_may_be_written(made: Table) -> None:
    table = made()
    for text in ("a limestone wall", "the sun and the sea", "stolen, ton, one", "Silver sun"):
        assert passes(table, text, words("stone", "silvery", "sunset", "seal")), text


@KINDS
def test_of_a_beginning_no_word_may_be_written(made: Table) -> None:
    table = made()
    listed = Avoided(stems=frozenset({"silv", "ston"}))
    for text in ("silver", "Silvery", "the stones,", "stone"):
        assert not passes(table, text, listed), text
    assert passes(table, "sill, stove, limestone", listed)


def test_a_word_that_goes_on_behind_the_letters_of_one_needs_a_token_past_its_end() -> None:
    table = byte_level()
    space, s, u, n, e, t = (table.texts().index(sign) for sign in " sunet")
    un = table.texts().index("un")
    assert not spelled(table, words("sun"), [space, s, un, s, e, t])
    assert spelled(table, words("su"), [space, s, un, s, e, t])
    assert not spelled(table, words("su"), [space, s, u, n])


class Told:
    """A vocabulary of which only the texts are known."""

    endings, folder = frozenset({0}), None

    def __init__(self, *texts: str) -> None:
        self._texts = [None, *texts]

    def texts(self) -> list[str | None]:
        return self._texts

    def spelled(self, texts: object) -> list[tuple[int, ...] | None]:
        raise NotImplementedError


def test_a_token_with_a_listed_word_in_it_comes_nowhere() -> None:
    some = (
        " stone",
        ".STONE",
        "a stone b",
        "b-stonè",
        " stony",
        " stones",
        " a",
        "stone",
        "stone a",
        "silvan",
    )
    row = Avoiding(Told(*some)).row(words("stone"))
    assert set(row.barred().tolist()) == {1, 2, 3, 4, 8, 9}
    row.add("lime")
    assert set(row.barred().tolist()) == {1, 2, 3, 4}
    row = Avoiding(Told(*some)).row(Avoided(stems=frozenset({"ston", "silv"})))
    assert set(row.barred().tolist()) == {1, 2, 3, 4, 5, 6, 8, 9, 10}
    row.add("s")
    assert set(row.barred().tolist()) == {1, 2, 3, 4, 5, 6}


def test_scripts_that_do_not_part_words_and_half_characters() -> None:
    table = Told("月", "光", "月光", "下月", "光年", "a", " 月", "\u200b")
    row = Avoiding(table).row(Avoided(words("ab").words, parts=frozenset({"月光"})))
    assert set(row.barred().tolist()) == {3}
    row.add("x下月")
    assert set(row.barred().tolist()) == {2, 3, 5}
    row.add("\u200b")
    assert set(row.barred().tolist()) == {2, 3, 5}, "what is not seen parts nothing"
    row.add("下")
    assert set(row.barred().tolist()) == {3}


@KINDS
def test_a_very_long_word_is_no_listed_one(made: Table) -> None:
    row = Avoiding(made()).row(words("stone"))
    row.add("s" * 5000)
    assert len(row._begun) == 6
    free = set(row.barred().tolist())
    row.add("tone")
    assert set(row.barred().tolist()) == free == set(row._barred.always.tolist())


def test_an_end_is_never_barred_and_where_all_is_the_mask_alone_holds() -> None:
    scores = torch.tensor([1.0, 5.0, 4.0, 3.0])
    barred = torch.tensor([1, 2])

    def chosen(allowed: Any = None, barred: Any = barred) -> int:
        return Sampler(GREEDY, [], frozenset()).choose(scores.clone(), allowed, barred)

    assert chosen() == 3
    assert chosen([0, 1, 2]) == 0
    assert chosen([2, 1]) == 1, "all that the mask allows is barred"
    assert chosen(barred=torch.tensor([0, 1, 2, 3])) == 1
    assert chosen(barred=torch.tensor([], dtype=torch.int64)) == 1
    table = byte_level()
    every = Avoided(stems=frozenset("abcdefghijklmnopqrstuvwxyz"))
    row = Avoiding(table).row(every)
    assert not table.endings & set(row.barred().tolist())
