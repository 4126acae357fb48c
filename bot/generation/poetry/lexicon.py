"""The words in stock before one model's vocabulary."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from bot.domain.verse.stock import Entry, Signature
from bot.generation.muse import TokenTable
from bot.generation.poetry.shelf import Flags, Pool, Shelf, Tokens


class Written(IntEnum):
    """How a word is written, by where it stands."""

    FIRST = 0  # at a line's beginning, with a capital
    WITHIN = 1  # behind a space
    CAPITAL = 2  # behind a space, with a capital: a sentence begins


@dataclass(frozen=True, slots=True)
class Signs:
    """The tokens that are no words. ``pausing`` stand within a sentence, ``stopping`` end one.

    The colon is none of them: behind one the model makes lists.
    """

    pausing: frozenset[int]
    stopping: frozenset[int]
    ends: frozenset[int]
    """What ends a line."""


class Lexicon:
    """Spelled words. Entry ``n`` has the signature ``signatures[kinds[n]]``."""

    def __init__(self, entries: Sequence[Entry], shelves: Sequence[Shelf], table: TokenTable) -> None:
        """``shelves`` has one for each way of writing, whose items are the entries' numbers.

        Raises ``ValueError`` where the vocabulary cannot end a line.
        """
        self.table = table
        self.entries = tuple(entries)
        self.shelves = tuple(shelves)
        self.signs = _signs(table)
        self.signatures: tuple[Signature, ...] = tuple(dict.fromkeys(entry.signature for entry in entries))
        number = {signature: n for n, signature in enumerate(self.signatures)}
        self.kinds = np.array([number[entry.signature] for entry in entries], dtype=np.int64)
        self.number: Mapping[str, int] = {entry.text: n for n, entry in enumerate(entries)}
        self.leaning = np.array([entry.leans for entry in entries], dtype=np.bool_)
        self.vowel = np.array([entry.vowel for entry in entries], dtype=np.bool_)
        self.short = np.array(["'" in entry.text for entry in entries], dtype=np.bool_)
        self.short_kinds = frozenset(self.signatures[kind] for kind in np.unique(self.kinds[self.short]))
        self.steady = np.array([entry.steady for entry in entries], dtype=np.bool_)
        self._letters = np.array([ord(entry.text[0].upper()) for entry in entries], dtype=np.int64)
        self._pools: dict[tuple[Written, str, frozenset[Signature]], Pool] = {}

    def with_more(self, words: Sequence[tuple[Entry, Sequence[Tokens]]]) -> "Lexicon":
        """Return a lexicon that has these words, too, each with its tokens in every way of writing.

        One whose signature no word here has is left out: what was found out about the ways through lines is
        kept by the signatures.
        """
        more = [
            one for one in words if one[0].text not in self.number and one[0].signature in self.signatures
        ]
        if not more:
            return self
        shelves = [
            Shelf(
                [
                    *zip(shelf.tokens, shelf.items.tolist(), strict=True),
                    *((ways[n], len(self.entries) + place) for place, (_, ways) in enumerate(more)),
                ]
            )
            for n, shelf in enumerate(self.shelves)
        ]
        return Lexicon([*self.entries, *(entry for entry, _ in more)], shelves, self.table)

    @property
    def longest(self) -> int:
        """Return the most tokens that a word takes."""
        return max(shelf.longest for shelf in self.shelves)

    def signature(self, word: str) -> Signature:
        """Return a word's signature. Raises ``KeyError`` for one that it does not have."""
        return self.signatures[int(self.kinds[self.number[word]])]

    def flags(self, words: Iterable[str]) -> Flags:
        """Return for each entry whether it is one of these words."""
        found = np.zeros(len(self.entries), dtype=np.bool_)
        found[[self.number[word] for word in words if word in self.number]] = True
        return found

    def beginning(self, letter: str) -> Flags:
        """Return for each entry whether it begins with a letter, a capital; with any where that is empty."""
        return self._letters == ord(letter) if letter else np.ones(len(self.entries), dtype=np.bool_)

    def of_kinds(self, kinds: frozenset[Signature]) -> Flags:
        """Return for each entry whether its signature is one of these."""
        wanted = np.array([signature in kinds for signature in self.signatures], dtype=np.bool_)
        return wanted[self.kinds]

    def pool(self, written: Written, kinds: frozenset[Signature], letter: str = "") -> Pool:
        """Return all words of these signatures; kept, since the same are asked for again and again."""
        key = (written, letter, kinds)
        if key not in self._pools:
            self._pools[key] = self.pool_of(written, self.of_kinds(kinds) & self.beginning(letter))
        return self._pools[key]

    def pool_of(self, written: Written, entries: Flags) -> Pool:
        """Return some of the words, written in one way."""
        shelf = self.shelves[written]
        return Pool.of(shelf, entries[shelf.items])


def _signs(table: TokenTable) -> Signs:
    texts = table.texts()
    ends = frozenset(n for n, text in enumerate(texts) if text == "\n") or table.endings
    if not ends:
        raise ValueError("this model's tokens cannot end a line")

    def tokens(signs: str) -> frozenset[int]:
        return frozenset(n for n, text in enumerate(texts) if text and len(text) == 1 and text in signs)

    return Signs(tokens(",;"), tokens(".!?"), ends)
