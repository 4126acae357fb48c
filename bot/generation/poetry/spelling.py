"""A grammar of words before a model's tokens: which of them may come next.

A word counts only at its boundary: as long as it could go on ("sun" to "sunset"), it is either. So what was
written so far is a set of guesses, and a token may come when it fits one of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np

from bot.generation.poetry.shelf import Numbers, Pool

State = TypeVar("State")


class Grammar(Protocol[State]):
    """Which words and signs may follow each other. Every state that it returns can be finished."""

    @property
    def start(self) -> State:
        """The state before the first word."""
        ...

    def pools(self, state: State) -> Sequence[Pool]:
        """Return the words that may come, each of which leads to a state."""
        ...

    def after(self, state: State, pool: Pool, item: int) -> State:
        """Return the state after a word of one of its pools, by its number on the shelf."""
        ...

    def signs(self, state: State) -> Mapping[int, State]:
        """Return the tokens that are no words and may come, each with the state after it."""
        ...

    def ended(self, state: State) -> bool:
        """Tell whether nothing is to come."""
        ...


@dataclass(frozen=True, slots=True)
class _Begun:
    """A word begun in a state: one of these rows of the pool's shelf, alike in ``depth`` tokens."""

    state: object
    pool: Pool
    low: int
    high: int
    depth: int


class Choice:
    """The tokens that may come between two words: some signs, and the beginnings of the words of pools."""

    def __init__(self, signs: Iterable[int], pools: Sequence[Pool]) -> None:
        self._pools = sorted(pools, key=lambda pool: len(pool.numbers), reverse=True)
        found: list[Numbers] = []
        for number, pool in enumerate(self._pools):
            new = pool.numbers
            for larger in self._pools[:number]:
                new = new[~larger.holds(new)]
            found.append(new)
        self._signs = frozenset(sign for sign in signs if not any(sign in pool for pool in pools))
        self.numbers: Numbers = np.concatenate([*found, np.array(sorted(self._signs), dtype=np.int64)])

    def __contains__(self, token: int) -> bool:
        return token in self._signs or any(token in pool for pool in self._pools)


class Speller(Generic[State]):
    """A ``muse.Mask`` that lets only texts of a grammar be written."""

    def __init__(
        self, grammar: Grammar[State], choices: dict[object, Choice], endings: frozenset[int]
    ) -> None:
        """``choices`` are kept from one text to the next; they are the grammar's and the vocabulary's."""
        self._grammar = grammar
        self._choices = choices
        self._endings = endings
        self._between: list[State] = [grammar.start]  # guesses that stand between two words
        self._begun: list[_Begun] = []

    def allowed(self) -> Numbers:
        """Return the tokens that may come next, each once."""
        between = [*self._between, *self._finished()]
        choices = [self._choice(state) for state in between if not self._grammar.ended(state)]
        going_on = {token for begun in self._begun for token in self._going_on(begun)}
        if len(choices) == 1:
            more = [token for token in sorted(going_on) if token not in choices[0]]
            numbers = choices[0].numbers
            return np.append(numbers, np.array(more, dtype=np.int64)) if more else numbers
        known = going_on.union(*(choice.numbers.tolist() for choice in choices))
        return np.array(sorted(known or self._endings), dtype=np.int64)

    def add(self, token: int) -> None:
        """Take note of the token that was chosen.

        Raises:
            ValueError: it was not allowed.
        """
        between: list[State] = []
        begun: list[_Begun] = []
        for one in self._begun:
            low, high = one.pool.shelf.narrowed(one.low, one.high, one.depth, token)
            if one.pool.fits[low:high].any():
                begun.append(_Begun(one.state, one.pool, low, high, one.depth + 1))
        for state in [*self._between, *self._finished()]:
            if token in (signs := self._grammar.signs(state)):
                between.append(signs[token])
            for pool in self._grammar.pools(state):
                if token in pool:
                    shelf = pool.shelf
                    low = int(np.searchsorted(shelf.firsts, token, "left"))
                    high = int(np.searchsorted(shelf.firsts, token, "right"))
                    begun.append(_Begun(state, pool, low, high, 1))
        if not between and not begun and token not in self._endings:
            raise ValueError(f"token {token} leads nowhere")
        self._between, self._begun = between, begun

    def _choice(self, state: State) -> Choice:
        if state not in self._choices:
            self._choices[state] = Choice(self._grammar.signs(state), self._grammar.pools(state))
        return self._choices[state]

    def _finished(self) -> list[State]:
        """Return the states of the guesses whose word may end here."""
        found = []
        for one in self._begun:
            shelf = one.pool.shelf
            # In the order of tokens, a word stands before those that it begins.
            if len(shelf.tokens[one.low]) == one.depth and one.pool.fits[one.low]:
                state: State = one.state  # type: ignore[assignment]
                found.append(self._grammar.after(state, one.pool, int(shelf.items[one.low])))
        return list(dict.fromkeys(found))

    def _going_on(self, one: _Begun) -> list[int]:
        """Return the tokens with which a word that has begun may go on."""
        tokens, fits = one.pool.shelf.tokens, one.pool.fits
        return [
            tokens[row][one.depth]
            for row in range(one.low, one.high)
            if fits[row] and len(tokens[row]) > one.depth
        ]
