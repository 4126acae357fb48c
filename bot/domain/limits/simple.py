"""Words in a simple disguise: markdown within, signs for letters, letters drawn out, a point between all.

So the words of phrases are read, beginnings, and words of other scripts, of which no dictionary tells more.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.domain.limits.english import is_word
from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.respelling import squeezed, unleeted
from bot.domain.limits.terms import TOKEN, Term
from bot.domain.limits.tokens import DRAWN_OUT, Tokens

_MARKS = re.compile(r"[*_~|`]+")
_JOINED = re.compile(r"[^\W\d_]([-._~/:;,|*])[^\W\d_](?:\1[^\W\d_])+")
_RUN = re.compile(r"(.)\1*")
_LEAST_LETTERS = 2  # of a word with signs for others
_LONG = 4  # letters of what begins a word with such signs, or stands in a row of letters
_WORDS = "ai"  # that are a letter long
_PARTS = re.compile("[^-/]+")
_CYRILLIC = re.compile("[\u0400-\u045f]")
_AS_CYRILLIC = str.maketrans("aeopcyxkmthbiur0346@$", "аеорсухкмтнвиигозчбас")


class Said(NamedTuple):
    """What a stretch says: a ``word`` that stands in a phrase, or a ``term`` by itself."""

    word: str
    term: Term | None = None


class Simple:
    """Reads a vocabulary's phrases and beginnings; where ``own`` is set, its single words, too."""

    def __init__(self, vocabulary: Vocabulary, own: bool) -> None:
        self._terms: Mapping[str, Term] = {**vocabulary.joined, **(vocabulary.words if own else {})}
        spoken = (
            term.words[: len(term.words) - term.open] for term in vocabulary.phrases() if not term.strict
        )
        self._words = {word for words in spoken for word in words} | self._terms.keys()
        self._stems = vocabulary.beginnings()
        self._ends = {term.words[-1] for term in vocabulary.phrases() if term.open and not term.strict}
        self.read = lru_cache(maxsize=8192)(self._read)

    def __bool__(self) -> bool:
        return bool(self._words or self._stems)

    def may_say(self, core: str) -> bool:
        """Tell whether a stretch may say something; bare letters of which none is drawn out seldom do."""
        return not core.isalpha() or core in self._terms or DRAWN_OUT.search(core) is not None

    def _read(self, core: str) -> list[tuple[Said, int, int]]:
        """Return what a stretch without spaces says, or its parts between hyphens do, each with its place in
        it; nothing where it is in no disguise."""
        if (whole := self._said(core)) is not None:
            return [(whole, 0, len(core))]
        parts = list(_PARTS.finditer(core))
        read = [self._said(part[0]) for part in parts] if len(parts) > 1 else []
        if not any(read):
            return []
        return [(said or Said(part[0]), *part.span()) for said, part in zip(read, parts, strict=True)]

    def _said(self, core: str) -> Said | None:
        """Return what a stretch says that is not what stands there."""
        for way, sure in _ways(core):
            if way in self._words and (way != core or way in self._terms):
                return Said(way, self._terms.get(way))
            if way != core:
                least = 1 if sure else _LONG
                if (term := self._begun(way, least)) is not None:
                    return Said(way, term)
                if any(way[:size] in self._ends for size in range(least, len(way) + 1)):
                    return Said(way)
            if DRAWN_OUT.search(way) and not is_word(way) and (said := self._drawn_out(way)) is not None:
                return said
        return None

    def row(self, signs: str) -> Iterator[tuple[Term, int, int]]:
        """Yield the term that single letters in a row spell, or the first long one among them, with its
        place there."""
        if (term := self._terms.get(signs)) is not None:
            yield term, 0, len(signs)
            return
        for first in range(1 + (signs[0] in _WORDS)):
            if (term := self._begun(signs[first:], _LONG)) is not None:
                yield term, first, len(signs)
                return
        for size in self._sizes:
            for first in range(len(signs) - size + 1):
                if (term := self._terms.get(signs[first : first + size])) is not None:
                    yield term, first, first + size
                    return

    def _begun(self, word: str, least: int) -> Term | None:
        for size, stems in self._stems.items():
            if size >= least and (term := stems.get(word[:size])) is not None:
                return term
        return None

    def _drawn_out(self, word: str) -> Said | None:
        """Return the word whose every letter is there, one of them three times and more."""
        runs, letters = _runs(word), squeezed(word)
        for plain in self._squeezed.get(letters, ()):
            if all(mine >= its for mine, its in zip(runs, _runs(plain), strict=True)):
                return Said(plain, self._terms.get(plain))
        for stem, term in self._squeezed_stems.get(letters[:2], ()):
            pairs = zip(runs, _runs(stem), strict=False)
            if letters.startswith(squeezed(stem)) and all(mine >= its for mine, its in pairs):
                return Said(word, term)
        return None

    @cached_property
    def _sizes(self) -> list[int]:
        """How long the terms are that stand in a row of letters among others, the longest first."""
        return sorted({len(word) for word in self._terms if len(word) >= _LONG}, reverse=True)

    @cached_property
    def _squeezed(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            found[squeezed(word)].append(word)
        return found

    @cached_property
    def _squeezed_stems(self) -> Mapping[str, list[tuple[str, Term]]]:
        found: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        for stems in self._stems.values():
            for stem, term in stems.items():
                found[squeezed(stem)[:2]].append((stem, term))
        return found


@lru_cache(maxsize=64)
def simple_of(vocabulary: Vocabulary, *, own: bool = False) -> Simple:
    """Return what reads simple disguises before a vocabulary."""
    return Simple(vocabulary, own)


def disguised(
    tokens: Tokens, odd: Sequence[int], simple: Simple, vocabulary: Vocabulary
) -> Iterator[tuple[Term, int, int]]:
    """Yield the terms that stand in a text in a simple disguise, each with its place in the folded text.

    ``odd`` are the numbers of the stretches between spaces that may be one.
    """
    chunks = tokens.chunks
    read = {n: found for n in odd if simple.may_say(chunks[n][0]) and (found := simple.read(chunks[n][0]))}
    for n, found in read.items():
        at = chunks[n].start()
        for said, start, end in found:
            if said.term is not None:
                yield said.term, at + start, at + end
    if read and vocabulary.has_phrases:
        spoken: list[tuple[str, int, int]] = []
        for n, chunk in enumerate(chunks):
            at = chunk.start()
            spoken += [(said.word, at + start, at + end) for said, start, end in read.get(n, ())]
            if n not in read:
                spoken += [(one[0], *one.span()) for one in TOKEN.finditer(chunk.string, *chunk.span())]
        words = [word for word, _, _ in spoken]
        for term, first, last in vocabulary.spoken(words, set(pairwise(words))):
            yield term, spoken[first][1], spoken[last - 1][2]
    for signs, spots in tokens.runs:
        for term, first, last in simple.row(signs):
            yield term, spots[first], spots[last - 1] + 1


def _ways(core: str) -> Iterator[tuple[str, bool]]:
    """Yield what a stretch may say in letters alone, and whether no sign was taken for one."""
    yield core, True
    if core.isalpha():
        return
    bare = _MARKS.sub("", core)
    if bare != core and bare.isalpha():
        yield bare, True
    if _JOINED.fullmatch(core):
        yield core[::2], True
    letters = sum(map(str.isalpha, bare))
    if letters < _LEAST_LETTERS or 2 * letters < len(bare):
        return
    if _CYRILLIC.search(bare):
        yield bare.translate(_AS_CYRILLIC), False
    else:
        for way in unleeted(bare):
            yield way, False


def _runs(word: str) -> list[int]:
    return [len(match[0]) for match in _RUN.finditer(word)]
