"""Which rhymes a poem has: chosen before its lines, by their fit to the subject and to each other.

The plan is itself a text of the model's: a list of end words behind "The words for a poem about … are:". Its
grammar lets only words through that rhyme where the form asks for it. What counts of it are the rhymes; each
line may then end on any word of its rhyme that is not taken.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.domain.verse.stock import Signature
from bot.generation.poetry.lexicon import Written
from bot.generation.poetry.rhymes import Rhymes, Slot
from bot.generation.poetry.shelf import Flags, Pool


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
        apart: bool = False,
    ) -> None:
        """With ``apart`` no two rhymes can be heard as one.

        Raises ``ValueError`` where the lexicon has no such rhymes.
        """
        self._rhymes = rhymes
        self._lexicon = rhymes._lexicon
        self._slots = wanted
        self._comma = comma
        ends = {slot.measure: rhymes.ends(slot.measure, tail) for slot in wanted}
        if banned is not None:
            ends = {measure: flags & ~banned for measure, flags in ends.items()}
        if apart:
            ends = {measure: flags & rhymes.plain for measure, flags in ends.items()}
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
