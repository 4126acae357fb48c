"""The words of a folded text, and which terms stand among them as they are."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from bot.domain.limits import apart
from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.folding import FIRST_SIGN, Folded
from bot.domain.limits.stretches import chunks_of
from bot.domain.limits.terms import TOKEN, Term, words_of
from bot.domain.text import UNSPACED, UNSPACED_LETTERS

_ROW = 4  # signs
_NEXT = re.compile(r"[ \t]+[^\W\d_]")
_NEAR = re.compile(r"[\s*_~|`.-]*")
_ANY = f"[{UNSPACED}{UNSPACED_LETTERS}{FIRST_SIGN}-\U0002ffff]"
_PARTS = re.compile(_ANY)
# What may stand within a word of such a script: marks of markdown; in Chinese and Japanese, dots, too.
_GAP = re.compile(
    rf"(?<=[{UNSPACED}\U00023099\U0002309a])[ *_~|`.\u00b7\u30fb-]{{1,7}}(?=[{UNSPACED}])"
    rf"|(?<={_ANY})[*_~|`]{{1,7}}(?={_ANY})"
)
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


class Tokens:
    """A folded text by its words; each thing is worked out when first asked for."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.words = words_of(folded.text)
        self.distinct = frozenset(self.words)

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """All two words that follow each other."""
        return set(pairwise(self.words))

    @cached_property
    def spots(self) -> list[re.Match[str]]:
        """The words with their places."""
        return list(TOKEN.finditer(self.folded.text))

    @cached_property
    def chunks(self) -> list[re.Match[str]]:
        """What stands between spaces."""
        return chunks_of(self.folded.text)

    @cached_property
    def unlike_words(self) -> list[int]:
        """The numbers of what between spaces is not letters alone, or has one of them drawn out."""
        said = [chunk[0] for chunk in self.chunks]
        if DRAWN_OUT.search(self.folded.text) is None:
            return [n for n, one in enumerate(said) if not one.isalpha()]
        return [n for n, one in enumerate(said) if not one.isalpha() or DRAWN_OUT.search(one)]

    @cached_property
    def runs(self) -> list[tuple[str, list[int]]]:
        """The rows of single letters and signs, each with their places."""
        return apart.runs(self.folded.text) if self._has_rows() else []

    def _has_rows(self) -> bool:
        """Tell whether two letters stand by themselves side by side, or a sign does that may be one."""
        if any(sign in self.folded.text for sign in "@$!+"):
            return True
        singles = [word for word in self.distinct if len(word) == 1]
        if len(singles) > _ROW:
            return any(len(one) == len(other) == 1 for one, other in self.pairs)
        return any((one, other) in self.pairs for one in singles for other in singles)

    def plain(self, vocabulary: Vocabulary) -> Iterator[tuple[Term, int, int]]:
        """Yield the terms that stand in the text as they are, each with its place in the folded text."""
        yield from self._within(vocabulary)
        hits = vocabulary.hits(self.distinct)
        phrases = list(vocabulary.spoken(self.words, self.pairs))
        if hits or phrases:
            spots = self.spots
            for n in [n for n, word in enumerate(self.words) if word in hits]:
                yield hits[self.words[n]], *spots[n].span()
            for term, first, last in phrases:
                start, end = spots[first].start(), spots[last - 1].end()
                if self.counts(term, start, end):
                    yield term, start, end

    def counts(self, term: Term, start: int, end: int) -> bool:
        """Tell whether a phrase counts where it stands: some only at a clause's end (nothing but space stands
        between it and another word), or with nothing but space, a hyphen or markdown between its words, and
        not behind one: "hand, jobs", "second-hand job"."""
        text = self.folded.text
        if term.closing and _NEXT.match(text, end) is not None:
            return False
        words = pairwise(TOKEN.finditer(text, start, end))
        return not term.near or (
            text[start - 1 : start] != "-"
            and all(_NEAR.fullmatch(text, one.end(), other.start()) for one, other in words)
        )

    def _within(self, vocabulary: Vocabulary) -> Iterator[tuple[Term, int, int]]:
        """Yield the terms of scripts that do not part their words."""
        if not (vocabulary.has_parts and self._heads):
            return
        closed, places = self._closed
        for term, start, end in vocabulary.within(closed, self._heads):
            yield term, places[start], places[end - 1] + 1

    @cached_property
    def _closed(self) -> tuple[str, range | list[int]]:
        """The text without what may stand within a word, and the places of its signs."""
        text = self.folded.text
        gaps = [match.span() for match in _GAP.finditer(text)]
        if not gaps:
            return text, range(len(text))
        kept: list[int] = []
        end = 0
        for first, last in [*gaps, (len(text), len(text))]:
            kept += range(end, first)
            end = last
        return "".join(text[at] for at in kept), kept

    @cached_property
    def _heads(self) -> list[str]:
        """The two signs at each place, the last alone; none in a text of scripts that part their words."""
        if not _PARTS.search(self.folded.text):
            return []
        closed = self._closed[0]
        return [*map("".join, pairwise(closed)), closed[-1]]
