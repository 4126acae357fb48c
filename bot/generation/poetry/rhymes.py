"""Which rhymes a poem has: chosen before its lines, by their fit to the subject and to each other.

The plan is itself a text of the model's: a list of end words behind "The words for a poem about … are:". Its
grammar lets only words through that rhyme where the form asks for it. What counts of it are the rhymes; each
line may then end on any word of its rhyme that is not taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from bot.domain.forms.form import Line
from bot.domain.prosody.measure import Measure
from bot.domain.verse.stock import Signature
from bot.generation.poetry.lexicon import Lexicon, Written
from bot.generation.poetry.lines import paths
from bot.generation.poetry.shelf import Flags, Pool

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


class Rhymes:
    """The rhymes of a lexicon. Arrays have a number for each of its entries, -1 where it has no rhyme."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.rhyme = _numbered([entry.rhyme if entry.steady else () for entry in lexicon.entries])
        self.onset = _numbered([(*entry.onset, "-") for entry in lexicon.entries])
        self.family = _numbered([entry.family for entry in lexicon.entries])

    def mates(self, word: str, taken: Sequence[str], banned: frozenset[str]) -> tuple[str, ...]:
        """Return the words that rhyme with a word and with none of those ``taken`` in the same onset."""
        lexicon, at = self._lexicon, self._lexicon.number[word]
        used = [self.onset[lexicon.number[other]] for other in taken]
        rows = np.flatnonzero((self.rhyme == self.rhyme[at]) & ~np.isin(self.onset, used))
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


class PlanGrammar:
    """A list of the end words of a poem, with commas between them. A state is the words so far."""

    def __init__(
        self,
        rhymes: Rhymes,
        wanted: Sequence[Slot],
        comma: int,
        *,
        tail: Signature = frozenset({""}),
        banned: Flags | None = None,
    ) -> None:
        """Raises ``ValueError`` where the lexicon has no such rhymes."""
        self._rhymes = rhymes
        self._lexicon = rhymes._lexicon
        self._slots = wanted
        self._comma = comma
        ends = {slot.measure: rhymes.ends(slot.measure, tail) for slot in wanted}
        if banned is not None:
            ends = {measure: flags & ~banned for measure, flags in ends.items()}
        counts = {slot.rhyme: sum(other.rhyme == slot.rhyme for other in wanted) for slot in wanted}
        # All lines of a rhyme must be able to end on it, whatever their measures.
        common = {
            rhyme: np.logical_and.reduce([ends[slot.measure] for slot in wanted if slot.rhyme == rhyme])
            for rhyme in counts
        }
        self._rich = {rhyme: rhymes.rich(common[rhyme], counts[rhyme], len(counts)) for rhyme in counts}
        self._common = common
        self._pools: dict[tuple[int, ...], Pool] = {}

    @property
    def start(self) -> tuple[tuple[int, ...], bool]:
        """The state before the first word: the words so far, and whether one may follow at once."""
        return (), True

    def pools(self, state: tuple[tuple[int, ...], bool]) -> Sequence[Pool]:
        """Return the words that may come next."""
        words, ready = state
        if not ready or len(words) == len(self._slots):
            return ()
        if words not in self._pools:
            self._pools[words] = self._lexicon.pool_of(Written.WITHIN, self._next(words))
        return (self._pools[words],)

    def after(
        self, state: tuple[tuple[int, ...], bool], pool: Pool, item: int
    ) -> tuple[tuple[int, ...], bool]:
        """Return the state after a word."""
        return (*state[0], item), False

    def signs(self, state: tuple[tuple[int, ...], bool]) -> Mapping[int, tuple[tuple[int, ...], bool]]:
        """Return the comma between two words, or the list's end."""
        words, ready = state
        if ready:
            return {}
        if len(words) == len(self._slots):
            return dict.fromkeys(self._lexicon.signs.ends, (words, True))
        return {self._comma: (words, True)}

    def ended(self, state: tuple[tuple[int, ...], bool]) -> bool:
        """Tell whether the list is complete."""
        return state[1] and len(state[0]) == len(self._slots)

    @property
    def longest(self) -> int:
        """Return how many tokens a list has at most."""
        return len(self._slots) * (self._lexicon.longest + 1)

    def _next(self, words: tuple[int, ...]) -> Flags:
        slot, rhymes = self._slots[len(words)], self._rhymes
        before = [word for word, other in zip(words, self._slots, strict=False) if other.rhyme == slot.rhyme]
        if before:
            used = [rhymes.onset[word] for word in before]
            mates: Flags = rhymes.rhyme == rhymes.rhyme[before[0]]
            found: Flags = self._common[slot.rhyme] & mates & ~np.isin(rhymes.onset, used)
            return found
        taken = [rhymes.family[word] for word in words]
        fresh: Flags = self._rich[slot.rhyme] & ~np.isin(rhymes.family, taken)
        if not fresh.any():
            raise ValueError("there are not rhymes enough")
        return fresh


def _numbered(keys: Sequence[tuple[str, ...]]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the same number for the same keys, -1 for an empty one."""
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) if key else -1 for key in keys], dtype=np.int64)
