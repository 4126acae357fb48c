"""Prose to measure with: words that nobody wrote, as unequally frequent as those of a language are."""

import random
from itertools import accumulate

_SYLLABLES = [c + v + e for c in "bdfghklmnprstvw" for v in "aeiou" for e in ("", "l", "n", "r", "s")]


class Prose:
    """A source of texts. The n-th most frequent of its words comes with a share of 1/n (Zipf's law)."""

    def __init__(self, seed: int, vocabulary: int = 30_000) -> None:
        self._random = random.Random(seed)
        spelling = random.Random(0)  # the same words for every seed
        words: dict[str, None] = {}
        while len(words) < vocabulary:
            long = 1 + (len(words) > 100) + (len(words) > 2_000)
            words["".join(spelling.choices(_SYLLABLES, k=long))] = None
        self.words = list(words)
        self._weights = list(accumulate(1 / rank for rank in range(1, vocabulary + 1)))

    def text(self, words: int) -> str:
        """Return so many words, in sentences of ten."""
        chosen = self._random.choices(self.words, cum_weights=self._weights, k=words)
        sentences = [" ".join(chosen[start : start + 10]) for start in range(0, words, 10)]
        return " ".join(sentence.capitalize() + "." for sentence in sentences)

    def word(self, first: int, last: int) -> str:
        """Return a word whose rank (from 1, the most frequent) lies between the two."""
        return self.words[self._random.randint(first, last) - 1]
