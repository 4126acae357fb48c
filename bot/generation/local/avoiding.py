"""Keeps listed words out of a row's text, whichever tokens they would be written with.

What counts is the text: the letters of the word that is being written, folded as the limits fold them. A
token is barred where it would make that word a listed one, or has a listed word in it. So a word that goes on
from a listed one can be written with a token that goes past its end, and not with one that stops there.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache

import torch
from torch import Tensor

from bot.domain.limits.avoiding import Avoided
from bot.domain.limits.folding import fold
from bot.generation.muse import TokenTable

_BETWEEN = re.compile(r"[\W_]+")  # what parts words, as in ``bot.domain.limits.terms``
_LISTS = 8
"""How many lists' compiled forms are kept: a server has one for each rating, rarely more."""
_BEGINNINGS = 4096
"""For how many beginnings of words it is remembered what a list bars behind them."""
_LAST = "\U0010ffff"  # behind every text that goes on


class Avoiding:
    """What lists bar in one vocabulary. Its index is made when the first row needs it."""

    def __init__(self, table: TokenTable) -> None:
        self._table = table
        self._barred = lru_cache(maxsize=_LISTS)(self._compiled)

    def row(self, avoided: Avoided) -> "Row":
        """Begin a row that is to write none of these words."""
        return Row(self._barred(avoided))

    def _compiled(self, avoided: Avoided) -> "Barred":
        return Barred(self._tokens, avoided)

    @cached_property
    def _tokens(self) -> "_Tokens":
        return _Tokens(self._table.texts())


class Row:
    """The word that a row is writing, and what is barred behind it."""

    def __init__(self, barred: "Barred") -> None:
        self._barred = barred
        self._begun = ""
        self._tail = ""

    def barred(self) -> Tensor:
        """Return the tokens that must not come next, each once: int64 of shape (count,), to be read only."""
        always, now = self._barred.always, self._barred.after(self._begun, self._tail)
        return torch.cat((always, now)) if len(now) else always

    def add(self, text: str) -> None:
        """Take note of text that was written, whole characters only."""
        folded = fold(text).text
        *before, last = _BETWEEN.split(folded)
        longest, reach = self._barred.longest, self._barred.reach
        # One letter more than any listed word has: it is none, however it goes on.
        self._begun = (last if before else self._begun + last)[: longest + 1]
        self._tail = (self._tail + folded)[-reach:] if reach else ""


class _Tokens:
    """Tokens by their folded texts. Those that are no whole character are left alone."""

    def __init__(self, texts: Sequence[str | None]) -> None:
        leading: dict[str, list[int]] = defaultdict(list)  # by the letters that they begin with
        inner: dict[str, list[int]] = defaultdict(list)  # by each run of letters behind another sign
        self.whole: list[tuple[str, int]] = []
        for token, text in enumerate(texts):
            if not text:
                continue
            folded = fold(text).text
            self.whole.append((folded, token))
            first, *others = _BETWEEN.split(folded)
            leading[first].append(token)
            for run in others:
                inner[run].append(token)
        self.leading, self.inner = _Runs(leading), _Runs(inner)
        self.whole.sort()

    def having(self, parts: frozenset[str]) -> Iterator[int]:
        """Yield the tokens in whose text one of these stands, in any order."""
        signs = set().union(*parts)
        for text, token in self.whole:
            if not signs.isdisjoint(text) and any(part in text for part in parts):
                yield token

    def beginning(self, with_: str) -> Iterator[int]:
        """Yield the tokens whose text begins so."""
        low, high = bisect_left(self.whole, (with_,)), bisect_left(self.whole, (with_ + _LAST,))
        return (token for _, token in self.whole[low:high])


class _Runs:
    """Runs of letters, each with the tokens in which it stands."""

    def __init__(self, tokens: dict[str, list[int]]) -> None:
        self._tokens = tokens
        self._sorted = sorted(tokens)

    def of(self, run: str) -> Sequence[int]:
        """Return the tokens of a run."""
        return self._tokens.get(run, ())

    def beginning(self, with_: str) -> Iterator[int]:
        """Yield the tokens of all runs that begin so."""
        for run in _beginning(self._sorted, with_):
            yield from self._tokens[run]


class Barred:
    """What one list bars in one vocabulary."""

    def __init__(self, tokens: _Tokens, avoided: Avoided) -> None:
        self._tokens = tokens
        self._words, self._stems = sorted(avoided.words), sorted(avoided.stems)
        self.longest = max(map(len, avoided.words | avoided.stems), default=0)
        self._ways: dict[str, list[str]] = defaultdict(list)  # how a part goes on from its beginning
        for part in avoided.parts:
            for at in range(1, len(part)):
                self._ways[part[:at]].append(part[at:])
        self.reach = max(map(len, avoided.parts), default=1) - 1
        """How many of the last signs of a text are looked at for the beginning of a part."""
        always = {token for word in self._words for token in tokens.inner.of(word)}
        always.update(token for stem in self._stems for token in tokens.inner.beginning(stem))
        always.update(tokens.having(avoided.parts))
        self._known = frozenset(always)
        self.always = _numbers(self._known)
        """The tokens that are barred wherever they come: a listed word stands behind another sign in them."""
        self.after = lru_cache(maxsize=_BEGINNINGS)(self._after)

    def _after(self, begun: str, tail: str) -> Tensor:
        """Return what is barred as well where a word has ``begun`` so; ``tail`` are the text's last signs."""
        barred: set[int] = set()
        leading, done = self._tokens.leading, len(begun)
        for word in _beginning(self._words, begun):
            if len(word) > done:
                barred.update(leading.of(word[done:]))
        for stem in _beginning(self._stems, begun):
            if len(stem) > done:
                barred.update(leading.beginning(stem[done:]))
        for at in range(len(tail)):
            for rest in self._ways.get(tail[at:], ()):
                barred.update(self._tokens.beginning(rest))
        return _numbers(barred - self._known)


def _numbers(tokens: AbstractSet[int]) -> Tensor:
    return torch.tensor(sorted(tokens), dtype=torch.int64)


def _beginning(ordered: Sequence[str], with_: str) -> Iterable[str]:
    """Return those of some texts in order that begin so."""
    return ordered[bisect_left(ordered, with_) : bisect_left(ordered, with_ + _LAST)]
