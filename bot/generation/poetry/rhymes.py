"""Which words rhyme, of those that the muse has, and which rhymes have words enough for a poem."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from bot.domain.forms.form import Line
from bot.domain.prosody.endings import UNSTRESSED, rhyme_parts, spelled
from bot.domain.prosody.measure import Measure
from bot.domain.prosody.words import words_of
from bot.domain.verse.stock import Signature
from bot.generation.poetry.lexicon import Lexicon, Written
from bot.generation.poetry.lines import paths
from bot.generation.poetry.shelf import Flags

CHOICE = 3
"""There are so many times as many rhymes as the poem needs, to choose from."""
SPARE = 3
"""So many more words than lines a rhyme has, at the least, so that the last line still has a choice."""
LEAST = 14
"""A rhyme has so many words, where one has: with fewer, a line would end on what it did not mean."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A line that ends on a word of its own: its rhyme, and its measure."""

    rhyme: str
    measure: Measure


def slots(lines: Sequence[Line]) -> tuple[Slot, ...]:
    """Return the lines of a form that need a rhyme word; refrains bring theirs."""
    return tuple(Slot(line.rhyme, line.measure) for line in lines if line.rhyme and line.repeats is None)


@cache
def _can_end(measure: Measure, signatures: tuple[Signature, ...], tail: tuple[str, ...]) -> tuple[bool, ...]:
    """Tell of each signature whether a line can end on it, with so many syllables behind it."""
    found = paths(measure, signatures)
    return tuple(found.can_end(_joined(signature, tail)) for signature in signatures)


def _joined(signature: Signature, tail: tuple[str, ...]) -> Signature:
    return frozenset(stress + after for stress in signature for after in tail)


@lru_cache(maxsize=1 << 15)
def _heard_as(text: str) -> frozenset[tuple[str, ...]]:
    """Return all that a word may rhyme on, as the checker hears it."""
    *_, last = words_of(text)
    keys = {key for reading in last.readings for key, _ in rhyme_parts(reading, spelled(last))}
    return frozenset(keys if spelled(last) not in UNSTRESSED else ())


class Rhymes:
    """The rhymes of a lexicon. Arrays have a number for each of its entries, -1 where it has no rhyme."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.rhyme = _numbered([entry.rhyme if entry.steady else () for entry in lexicon.entries])
        self.onset = _numbered([(*entry.onset, "-") for entry in lexicon.entries])
        self.family = _numbered([entry.family for entry in lexicon.entries])

    @cached_property
    def plain(self) -> Flags:
        """Tell of each entry whether it can rhyme in one way only, whatever licence verse has with it.

        "Charity" rhymes on its last syllable, too, where the metre lifts that. Two words that are plain rhyme
        only if their families are one.
        """
        found = np.zeros(len(self._lexicon.entries), dtype=np.bool_)
        for row in np.flatnonzero(self.rhyme >= 0):
            entry = self._lexicon.entries[row]
            found[row] = _heard_as(entry.text) == {entry.family}
        return found

    def heard_with(self, words: Iterable[str]) -> frozenset[str]:
        """Return the words of which it is not sure that they rhyme with none of these."""
        lexicon = self._lexicon
        families = [self.family[lexicon.number[word]] for word in words if word in lexicon.number]
        rows = np.flatnonzero(~self.plain | np.isin(self.family, families))
        return frozenset(lexicon.entries[row].text for row in rows)

    def mates(
        self, word: str, taken: Sequence[str], banned: frozenset[str], *, plain: bool = False
    ) -> tuple[str, ...]:
        """Return the words that rhyme with a word and with none of those ``taken`` in the same onset."""
        lexicon, at = self._lexicon, self._lexicon.number[word]
        used = [self.onset[lexicon.number[other]] for other in taken]
        fits = (self.rhyme == self.rhyme[at]) & ~np.isin(self.onset, used)
        rows = np.flatnonzero(fits & self.plain if plain else fits)
        return tuple(text for row in rows if (text := lexicon.entries[row].text) not in banned)

    def ends(self, measure: Measure, tail: Signature = frozenset({""})) -> Flags:
        """Return for each entry whether it rhymes at all and a line of this measure can end on it."""
        kinds = _can_end(measure, self._lexicon.signatures, tuple(sorted(tail)))
        fits = np.array(kinds, dtype=np.bool_)[self._lexicon.kinds]
        shelf = np.zeros(len(fits), dtype=np.bool_)
        shelf[self._lexicon.shelves[Written.WITHIN].items] = True
        return fits & shelf & (self.rhyme >= 0)

    def rich(self, ends: Flags, count: int, kinds: int = 1) -> Flags:
        """Return those of some entries whose rhyme has words enough for ``count`` lines, and some to spare.

        ``kinds`` is how many different rhymes the poem needs. Raises ``ValueError`` where no rhyme has even
        ``count`` words.
        """
        rows = np.flatnonzero(ends)
        pairs = np.unique(np.stack([self.rhyme[rows], self.onset[rows]]), axis=1)
        sizes = np.bincount(pairs[0], minlength=int(self.rhyme.max(initial=0)) + 1)
        for enough in (max(count + SPARE, LEAST), count + SPARE, count):
            found = ends & (sizes[self.rhyme] >= enough)
            if len(np.unique(self.family[found])) >= (kinds * CHOICE if enough > count else 1):
                return found
        raise ValueError(f"no rhyme has {count} words")


@lru_cache(maxsize=4)
def rhymes_of(lexicon: Lexicon) -> Rhymes:
    """Return the rhymes of a lexicon, sorted once."""
    return Rhymes(lexicon)


def _numbered(keys: Sequence[tuple[str, ...]]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the same number for the same keys, -1 for an empty one."""
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) if key else -1 for key in keys], dtype=np.int64)
