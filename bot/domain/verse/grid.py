"""The ways through a line that no reader can fail: whatever reading of each word they take, it fits.

A state holds, for every choice of readings so far, the states in which the line's measure may be. A word
leads on when each of its readings leads on from each of them; a line may end where each accepts. States from
which no line can be finished are taken out beforehand, so that whoever goes from state to state never has to
turn back.
"""

from collections.abc import Collection, Mapping
from functools import cached_property

from bot.domain.prosody.measure import Measure
from bot.domain.verse.stock import Signature

_Where = frozenset[frozenset[int]]


class Paths:
    """All states that lines of words with these signatures can reach in a measure; state 0 is the start."""

    def __init__(self, measure: Measure, words: Collection[Signature]) -> None:
        self._measure = measure
        self._words = tuple(words)
        self._states: dict[_Where, int] = {}
        self._where: list[_Where] = []
        self._number(frozenset({measure.start}))
        self.follow: list[dict[tuple[Signature, bool], int]] = []
        while len(self.follow) < len(self._where):
            state = len(self.follow)
            self.follow.append(
                {
                    (word, paused): self._number(after)
                    for paused in ((False, True) if state else (False,))
                    for word in self._words
                    if (after := self._after(self._where[state], word, paused))
                }
            )

    @cached_property
    def before(self) -> Mapping[int, frozenset[int]]:
        """For each state those from which a word leads to it without a pause."""
        found: dict[int, set[int]] = {}
        for state, follow in enumerate(self.follow):
            for (_, paused), after in follow.items():
                if not paused:
                    found.setdefault(after, set()).add(state)
        return {state: frozenset(before) for state, before in found.items()}

    @cached_property
    def within(self) -> frozenset[int]:
        """The states that a line without a pause can come to."""
        found, todo = {0}, [0]
        while todo:
            follow = self.follow[todo.pop()]
            new = {after for (_, paused), after in follow.items() if not paused} - found
            found |= new
            todo += new
        return frozenset(found)

    def can_end(self, word: Signature) -> bool:
        """Tell whether any line can end with such a word."""
        return any(self.ends(state, word) for state in self.within)

    def ends(self, state: int, word: Signature) -> bool:
        """Tell whether a line may end with such a word here. If it has one syllable, that is stressed."""
        stressed = frozenset("1" if stress == "?" else stress for stress in word)
        after = self._after(self._where[state], stressed, False)
        return bool(after) and all(self._measure.accepts(states) for states in after)

    def __len__(self) -> int:
        return len(self._where)

    def _number(self, where: _Where) -> int:
        if where not in self._states:
            self._states[where] = len(self._where)
            self._where.append(where)
        return self._states[where]

    def _after(self, where: _Where, word: Signature, paused: bool) -> _Where:
        """Return the states after a word; none where some reading has no place."""
        found = set()
        for states in where:
            for stress in word:
                after = states
                for place, sign in enumerate(stress):
                    after = self._measure.advance(after, sign, paused and not place)
                if not after:
                    return frozenset()
                found.add(after)
        return frozenset(found)


class Grid:
    """The paths of a line that ends with a word of one of ``endings``; all of them can be finished."""

    def __init__(self, paths: Paths, endings: Collection[Signature]) -> None:
        """Raises ``ValueError`` where no line can end so."""
        self._paths = paths
        self._ends = {
            (state, word) for state in range(len(paths)) for word in endings if paths.ends(state, word)
        }
        self._fitting: dict[tuple[int, bool], frozenset[Signature]] = {}
        self._live = self._finishing()
        if 0 not in self._live:
            raise ValueError(f"no line of {paths._measure.name} ends on such words")

    def after(self, state: int, word: Signature, paused: bool) -> int | None:
        """Return the state after a word that does not end the line; None where it does not fit."""
        found = self._paths.follow[state].get((word, paused))
        return found if found in self._live else None

    def ends(self, state: int, word: Signature) -> bool:
        """Tell whether a word may end the line here; not right behind a pause."""
        return (state, word) in self._ends

    def fitting(self, state: int, paused: bool) -> frozenset[Signature]:
        """Return the signatures of the words that may stand here without ending the line."""
        if (state, paused) not in self._fitting:
            self._fitting[state, paused] = frozenset(
                word
                for (word, after_pause), after in self._paths.follow[state].items()
                if after_pause is paused and after in self._live
            )
        return self._fitting[state, paused]

    def _finishing(self) -> frozenset[int]:
        """Return the states from which some line can be finished, without a pause being needed for it."""
        live: set[int] = set()
        todo = [state for state, _ in self._ends]
        while todo:
            state = todo.pop()
            if state not in live:
                live.add(state)
                todo += self._paths.before.get(state, ())
        return frozenset(live)
