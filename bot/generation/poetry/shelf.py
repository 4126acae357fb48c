"""Words as a model's tokens spell them, in an order in which all that begin alike stand side by side."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Tokens = tuple[int, ...]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


class Shelf:
    """Spelled words in the order of their tokens, which serves as a trie: the words that begin with some
    tokens are the rows of a range. ``items`` has the caller's number of each row's word."""

    def __init__(self, spelled: Sequence[tuple[Tokens, int]]) -> None:
        """``spelled`` has the tokens of each word, at least one, and the caller's own number for it."""
        ordered = sorted(spelled)
        self.tokens: tuple[Tokens, ...] = tuple(tokens for tokens, _ in ordered)
        self.items: Numbers = np.array([item for _, item in ordered], dtype=np.int64)
        self.firsts: Numbers = np.array([tokens[0] for tokens in self.tokens], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def longest(self) -> int:
        """Return the number of tokens of its longest word."""
        return max(map(len, self.tokens), default=0)

    def narrowed(self, low: int, high: int, depth: int, token: int) -> tuple[int, int]:
        """Return the rows among ``low`` to ``high``, alike in ``depth`` tokens, that go on with a token."""

        def at(tokens: Tokens) -> int:
            return tokens[depth] if len(tokens) > depth else -1

        return (
            bisect_left(self.tokens, token, low, high, key=at),
            bisect_right(self.tokens, token, low, high, key=at),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Words of a shelf that may stand at some place: ``fits`` tells it of each row."""

    shelf: Shelf
    fits: Flags
    numbers: Numbers
    """The tokens with which they begin, ascending."""

    @classmethod
    def of(cls, shelf: Shelf, fits: Flags) -> "Pool":
        """Return the pool of the rows that fit."""
        firsts = shelf.firsts[fits]  # ascending, as the shelf is in the order of its tokens
        new = np.ones(len(firsts), dtype=np.bool_)
        new[1:] = firsts[1:] != firsts[:-1]
        return cls(shelf, fits, firsts[new])

    def holds(self, tokens: Numbers) -> Flags:
        """Return for each of some tokens whether a word begins with it."""
        if not len(self.numbers):
            return np.zeros(len(tokens), dtype=np.bool_)
        found: Flags = (
            self.numbers[self.numbers.searchsorted(tokens).clip(max=len(self.numbers) - 1)] == tokens
        )
        return found

    def __contains__(self, token: int) -> bool:
        """Tell whether a word begins with a token."""
        at = int(self.numbers.searchsorted(token))
        return at < len(self.numbers) and bool(self.numbers[at] == token)
