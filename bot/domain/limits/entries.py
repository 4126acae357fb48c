"""Words and phrases to be found, compiled so that thousands of them cost a text nothing that is felt."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from bot.domain.limits.disguises import Disguises
from bot.domain.limits.english import is_word
from bot.domain.limits.folding import FIRST_SIGN
from bot.domain.limits.terms import UNPARTED, Term

_JOINED = 8  # letters of a phrase that is told without its spaces
_HEAD = 4  # letters of a word by which most are told to begin as no term does


class Vocabulary:
    """Terms before a text's words. All lookups are by sets and dictionaries.

    Those of another script than Latin stand apart: ``own`` has them in their letters, None where there are
    none, and ``alike`` those of them that look like others, as they look.
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.words: dict[str, Term] = {}
        self._phrases: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._openings: dict[str, list[Term]] = defaultdict(list)  # of two words, the second a beginning
        self._beginnings: dict[int, dict[str, Term]] = defaultdict(dict)  # by their length
        self._unspaced: dict[str, Term] = {}
        foreign: list[Term] = []
        for term in terms:
            if term.own:
                foreign.append(term)
            elif len(term.words) > 1:
                if term.open and len(term.words) == 2:
                    self._openings[term.words[0]].append(term)
                else:
                    self._phrases[term.words[0], term.words[1]].append(term)
            elif term.open:
                self._beginnings[len(term.words[0])][term.words[0]] = term
            elif UNPARTED.search(term.words[0]):
                self._unspaced[term.words[0]] = term
            else:
                self.words.setdefault(term.words[0], term)
        self._foreign = foreign
        self.own = Vocabulary(replace(term, words=term.own, own=()) for term in foreign) if foreign else None
        looks = [replace(term, own=()) for term in foreign if term.own != term.words]
        self.alike = Vocabulary(looks) if looks else None

    def __bool__(self) -> bool:
        plain = self.words or self._phrases or self._openings or self._beginnings or self._unspaced
        return bool(plain) or self.own is not None

    def phrases(self) -> Iterator[Term]:
        """Yield the terms of more than one word."""
        for terms in (*self._phrases.values(), *self._openings.values()):
            yield from terms

    @cached_property
    def _as_folded(self) -> "tuple[Vocabulary, Vocabulary]":
        """The terms and those of other scripts by their folded texts, but what would be taken for Latin."""
        foreign = (term for term in self._foreign if not any(map(str.isascii, term.words)))
        return self, Vocabulary(replace(term, own=()) for term in foreign)

    def singles(self) -> Mapping[str, Term]:
        """Return the single words as a folded text has them, but those that look like a Latin one."""
        return {word: term for some in self._as_folded for word, term in some.words.items()}

    def stems(self) -> frozenset[str]:
        """Return the beginnings that stand alone, such as ``wor`` of ``wor*``, as ``singles`` the words."""
        return frozenset(
            stem for some in self._as_folded for stems in some._beginnings.values() for stem in stems
        )

    def parts(self) -> frozenset[str]:
        """Return the words of scripts that do not part theirs."""
        return frozenset(part for some in self._as_folded for part in some._unspaced)

    def covered(self, folded: frozenset[str]) -> set[str]:
        """Return which folded words are terms, of whatever script, or begin as one does."""
        return {word for some in self._as_folded for word in some.hits(folded)}

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

    def beginnings(self) -> Mapping[int, Mapping[str, Term]]:
        """Return the beginnings that stand alone by their length."""
        return self._beginnings

    @property
    def has_phrases(self) -> bool:
        """Whether there are terms of more than one word."""
        return bool(self._phrases or self._openings)

    @property
    def has_parts(self) -> bool:
        """Whether there are terms of scripts that do not part their words."""
        return bool(self._unspaced)

    @cached_property
    def joined(self) -> Mapping[str, Term]:
        """The phrases whose words may stand without a space between them, written so."""
        found = {"".join(term.words): term for term in self.phrases() if not (term.open or term.strict)}
        return {word: term for word, term in found.items() if len(word) >= _JOINED and not is_word(word)}

    @cached_property
    def _sizes(self) -> Mapping[str, list[int]]:
        """For the first two signs of terms of scripts that do not part their words: how long those are."""
        found: dict[str, set[int]] = defaultdict(set)
        for part in self._unspaced:
            found[part[:2]].add(len(part))
        return {head: sorted(sizes, reverse=True) for head, sizes in found.items()}

    def within(self, text: str, heads: Sequence[str]) -> Iterator[tuple[Term, int, int]]:
        """Yield the terms of scripts that do not part their words, the longest at each place.

        ``heads`` are the two signs that stand at each place of the text, the last alone.
        """
        sizes, single = self._sizes, self._unspaced.keys() & set(text)
        if not single and sizes.keys().isdisjoint(heads):
            return
        for at, head in enumerate(heads):
            if head in sizes or head[0] in single:
                for size in (*sizes.get(head, ()), 1):
                    end = at + size
                    term = self._unspaced.get(text[at:end])
                    if term is not None and text[end : end + 1] < FIRST_SIGN:  # no sign of a vowel goes on
                        yield term, at, end
                        break

    @cached_property
    def disguised(self) -> Disguises:
        """The same words as disguise leaves them."""
        return Disguises(self.words)


EMPTY = Vocabulary()
