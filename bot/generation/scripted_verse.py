"""Masks for the scripted muse: a vocabulary of whole words, out of which it draws by the seed."""

import math
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.generation.engine import RowStep
from bot.generation.frequent import zipf
from bot.generation.muse import EndReason, Request
from bot.generation.stops import Stops

_COMMON = 4.2
"""The Zipf frequency from which on a word is known: some five thousand are."""
_SIGNS = ("\n", ",", ";", ":", ".", "!", "?")
_END = 0


class Words:
    """A ``muse.TokenTable`` whose tokens are words, the common ones first, and signs."""

    def __init__(self) -> None:
        words = [word for word, share in zipf().items() if share >= _COMMON and word.isascii()]
        known = [*_SIGNS, *(f" {word}" for word in words)]
        known += [text for word in words for text in (f" {_high(word)}", _high(word))]
        known += [" I", *(f" I{word[1:]}" for word in words if word.startswith("i'"))]
        self._texts: list[str | None] = [None, *dict.fromkeys(known)]
        self._numbers = {text: number for number, text in enumerate(self._texts) if text is not None}

    @property
    def endings(self) -> frozenset[int]:
        """The token that ends a text."""
        return frozenset({_END})

    @property
    def folder(self) -> Path | None:
        """Nothing of it is kept."""
        return None

    def texts(self) -> Sequence[str | None]:
        """Return each token's text."""
        return self._texts

    def spelled(self, texts: Sequence[str]) -> list[tuple[int, ...] | None]:
        """Return the one token of each text, None where it is no word of this muse's."""
        found: list[tuple[int, ...] | None] = []
        for text in texts:
            numbers = [self._numbers.get(part) for part in _parts(text)]
            found.append(
                tuple(number for number in numbers if number is not None) if None not in numbers else None
            )
        return found


words = cache(Words)
"""Return the vocabulary, made once."""


class MaskedRow:
    """A row that a mask leads: a word at each step, the common ones more often."""

    def __init__(self, request: Request) -> None:
        assert request.mask is not None
        self._table = words()
        self._mask = request.mask(self._table)
        self._chance = random.Random(request.sampling.seed)
        self._limit = request.sampling.max_tokens
        self._stops = Stops(request.stop)
        self._likelihoods: list[float] = []
        self.made = 0

    def step(self, row_id: int) -> RowStep:
        """Add one token."""
        allowed = self._mask.allowed()
        numbers = range(len(self._table.texts())) if allowed is None else [int(one) for one in allowed]
        token = numbers[int(len(numbers) * self._chance.random() ** 3)]
        self._mask.add(token)
        self.made += 1
        self._likelihoods.append(-math.log(len(numbers)))
        text = self._stops.add(self._table.texts()[token] or "")
        end = None
        if self._stops.found or token == _END:
            end = EndReason.STOP
        elif self.made == self._limit:
            end = EndReason.LENGTH
        return RowStep(row_id, text, self.made, end, likelihoods=tuple(self._likelihoods))


def _high(word: str) -> str:
    return word[0].upper() + word[1:]


def _parts(text: str) -> list[str]:
    """Return a text's words, each but the first with the space before it."""
    first, *others = text.split(" ") if not text.startswith(" ") else ["", *text[1:].split(" ")]
    return [*([first] if first else []), *(f" {other}" for other in others)]
