"""Words and phrases to be found, compiled so that thousands of them cost a text nothing that is felt."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from bot.domain.limits.disguises import Disguises
from bot.domain.limits.terms import Term
from bot.domain.text import UNSPACED, UNSPACED_LETTERS

_WITHOUT_SPACES = re.compile(f"[{UNSPACED}{UNSPACED_LETTERS}]")
_HEAD = 4  # letters of a word by which most are told to begin as no term does


class Vocabulary:
    """Terms before a text's words. All lookups are by sets and dictionaries."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.words: dict[str, Term] = {}
        self._phrases: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._openings: dict[str, list[Term]] = defaultdict(list)  # of two words, the second a beginning
        self._beginnings: dict[int, dict[str, Term]] = defaultdict(dict)  # by their length
        self._unspaced: dict[str, Term] = {}
        for term in terms:
            if len(term.words) > 1:
                if term.open and len(term.words) == 2:
                    self._openings[term.words[0]].append(term)
                else:
                    self._phrases[term.words[0], term.words[1]].append(term)
            elif term.open:
                self._beginnings[len(term.words[0])][term.words[0]] = term
            elif _WITHOUT_SPACES.search(term.words[0]):
                self._unspaced[term.words[0]] = term
            else:
                self.words.setdefault(term.words[0], term)

    def __bool__(self) -> bool:
        return bool(self.words or self._phrases or self._openings or self._beginnings or self._unspaced)

    def phrases(self) -> Iterator[Term]:
        """Yield the terms of more than one word."""
        for terms in (*self._phrases.values(), *self._openings.values()):
            yield from terms

    def stems(self) -> frozenset[str]:
        """Return the beginnings that stand alone, such as ``wor`` of ``wor*``."""
        return frozenset(stem for some in self._beginnings.values() for stem in some)

    def parts(self) -> frozenset[str]:
        """Return the words of scripts that do not part theirs."""
        return frozenset(self._unspaced)

    def hits(self, distinct: frozenset[str]) -> dict[str, Term]:
        """Return which of a text's words are terms, or begin as one does."""
        found = {word: self.words[word] for word in self.words.keys() & distinct}
        some = [word for word in distinct if word[:_HEAD] in self._heads] if self._heads else ()
        for length, beginnings in self._beginnings.items():
            for word in distinct if length < _HEAD else some:
                if word[:length] in beginnings:
                    found.setdefault(word, beginnings[word[:length]])
        return found

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The first letters of what words may begin with, where there are as many."""
        return frozenset(stem[:_HEAD] for stem in self.stems() if len(stem) >= _HEAD)

    def spoken(
        self, tokens: Sequence[str], pairs: Collection[tuple[str, str]]
    ) -> Iterator[tuple[Term, int, int]]:
        """Yield the phrases among a text's words, each with the numbers of its first word and of the one
        behind it. ``pairs`` are all two words that follow each other."""
        heads = self._phrases.keys() & pairs
        if not heads and self._openings.keys().isdisjoint(tokens):
            return
        for at, pair in enumerate(pairwise(tokens)):
            terms = self._phrases[pair] if pair in heads else ()
            for term in (*terms, *self._openings.get(pair[0], ())):
                end = at + len(term.words)
                said = tuple(tokens[at:end])
                if said == term.words or (
                    term.open and said[:-1] == term.words[:-1] and said[-1].startswith(term.words[-1])
                ):
                    yield term, at, end

    @cached_property
    def within(self) -> re.Pattern[str] | None:
        """What finds terms of scripts that do not part their words; None where there are none."""
        if not self._unspaced:
            return None
        return re.compile("|".join(map(re.escape, sorted(self._unspaced, key=len, reverse=True))))

    def unspaced(self, text: str) -> Term:
        """Return the term that ``within`` has found."""
        return self._unspaced[text]

    @cached_property
    def disguised(self) -> Disguises:
        """The same words as disguise leaves them."""
        return Disguises(self.words)


EMPTY = Vocabulary()
