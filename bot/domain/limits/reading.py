"""A text before vocabularies: its words, what in it is no word, and which terms stand there."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from unicodedata import normalize

from bot.domain.limits import apart, drawing
from bot.domain.limits.english import is_english, words_among
from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.folding import fold
from bot.domain.limits.markup import dissolved
from bot.domain.limits.script import has_a_name_s_capitals, is_latin, mostly_latin, spells
from bot.domain.limits.stretches import chunks_of, is_call, ways_of
from bot.domain.limits.terms import TOKEN, Term
from bot.domain.limits.together import reader_of, reader_of_all

_NEXT = re.compile(r"[ \t]+[^\W\d_]")
_NEAR = re.compile(r"[\s*_~|`.-]*")
_ROW = 4  # signs
_NO_ACCIDENT = 6  # letters
_LETTERS = re.compile(r"[^\W\d_]+")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|st|prof|rev|fr|capt|lt|col|gen)\.$")
_BEFORE = 20  # signs that are looked at to tell a sentence's beginning


class SeenText:
    """What all vocabularies ask of a text, worked out once.

    Args:
        text: as it was typed.
        vocabularies: those that will be asked for.
    """

    def __init__(self, text: str, vocabularies: Iterable[Vocabulary]) -> None:
        self.original = text
        self.raw = fold(text)
        self.folded = dissolved(self.raw)
        folded = self.folded.text
        self.tokens = TOKEN.findall(folded)
        self.distinct = frozenset(self.tokens)
        known = words_among(self.distinct)
        self.english = is_english(self.distinct, known)
        self._pairs = set(pairwise(self.tokens))
        self._chunks = chunks = chunks_of(folded)
        said = [chunk[0] for chunk in chunks]
        odd = [n for n, one in enumerate(said) if one not in known and not is_call(chunks[n])]
        read = reader_of_all(tuple(filter(None, vocabularies))).read
        self._odd = [one for n in odd for one in ways_of(chunks[n]) if read(one[0], self.english) is not None]
        self._pieces = apart.pieces(said, [n for n in odd if said[n].isalpha()])
        self._runs = apart.runs(folded) if self._has_rows() else []
        self._singles = apart.singles(folded)
        self._drawn = drawing.stretches(self.raw.text)  # a sign taken away may have drawn a letter
        self._latin = text.isascii() or mostly_latin(text)

    def terms(self, vocabulary: Vocabulary) -> Iterator[tuple[int, int, Term]]:
        """Yield what of a vocabulary stands in the text, as it is or in disguise, with its original place."""
        found = [(self.folded, one) for one in (*self.plain(vocabulary), *self._disguised(vocabulary))]
        if self._drawn:
            found += [(self.raw, one) for one in drawing.drawn(self._drawn, vocabulary.disguised)]
        for folded, (term, first, last) in found:
            if term.english and not self.english:
                continue
            start, end = folded.span(first, last)
            # In a text of another script a word of that script may look like a Latin one.
            # Six of its letters and more that all do so are no accident.
            own = self._latin or not all(word.isascii() for word in term.words)
            own = own or (
                len(term.words[0]) >= _NO_ACCIDENT and spells(folded.text[first:last], term.words[0])
            )
            if own or any(map(is_latin, self.original[start:end])):
                yield start, end, term

    def plain(self, vocabulary: Vocabulary) -> Iterator[tuple[Term, int, int]]:
        """Yield the terms that stand in the text as they are, each with its place in the folded text."""
        if vocabulary.within is not None:
            for match in vocabulary.within.finditer(self.folded.text):
                yield vocabulary.unspaced(match[0]), match.start(), match.end()
        hits = vocabulary.hits(self.distinct)
        phrases = list(vocabulary.spoken(self.tokens, self._pairs))
        if hits or phrases:
            spots = self._spots
            for n in [n for n, word in enumerate(self.tokens) if word in hits]:
                start, end = spots[n].span()
                if not ((term := hits[self.tokens[n]]).heard and self._is_named(start)):
                    yield term, start, end
            for term, first, last in phrases:
                end = spots[last - 1].end()
                if not (
                    (term.closing and self._goes_on(end)) or (term.near and self._is_parted(first, last))
                ):
                    yield term, spots[first].start(), end

    @cached_property
    def _spots(self) -> list[re.Match[str]]:
        """The words with their places."""
        return list(TOKEN.finditer(self.folded.text))

    def _has_rows(self) -> bool:
        """Tell whether two letters stand by themselves side by side, or a sign does that may be one."""
        if any(sign in self.folded.text for sign in "@$!+"):
            return True
        singles = [token for token in self.distinct if len(token) == 1]
        if len(singles) > _ROW:
            return any(len(one) == len(other) == 1 for one, other in self._pairs)
        return any((one, other) in self._pairs for one in singles for other in singles)

    def _is_parted(self, first: int, last: int) -> bool:
        """Tell whether more than space, a hyphen or markdown stands between words, or the first one is part
        of another: "hand, jobs", "second-hand job"."""
        text, spots = self.folded.text, self._spots[first:last]
        return text[spots[0].start() - 1 : spots[0].start()] == "-" or not all(
            _NEAR.fullmatch(text, one.end(), other.start()) for one, other in pairwise(spots)
        )

    def _goes_on(self, end: int) -> bool:
        """Tell whether a clause goes on behind a word: another follows with nothing but space between."""
        return _NEXT.match(self.folded.text, end) is not None

    def _disguised(self, vocabulary: Vocabulary) -> Iterator[tuple[Term, int, int]]:
        words = vocabulary.disguised
        if not words:
            return
        read = reader_of(vocabulary).read
        for core, start, end in self._odd:
            found = read(core, self.english)
            if found is None:
                continue
            # A name is of letters, with a hyphen at most.
            named = core.replace("-", "").replace("'", "").isalpha() and self._is_named(start)
            if named and (found.heard or found.term.heard):
                continue
            if named and found.inside and not self._typed(start, end).isupper():
                continue  # a place's or a family's
            looks = core.isalpha() and core.isascii() and core != found.term.words[0]
            if looks and not any(map(is_latin, self._typed(start, end))):
                continue  # a word of another script, which only seems to say so
            yield found.term, start, end
        for core, start, end in self._singles:
            if (found := read(core, True)) is not None:
                yield found.term, start, end
        same = len(self.original) == len(self.folded.text)
        yield from apart.spelled_out(self._runs, self.original if same else self.folded.text, words)
        yield from apart.in_pieces(
            self._pieces, self._chunks, words, self.english, lambda at: self._typed(at, at + 1).isupper()
        )

    def _typed(self, start: int, end: int) -> str:
        first, last = self.folded.span(start, end)
        return self.original[first:last]

    def _is_named(self, at: int) -> bool:
        """Tell whether a word stands as names do: with a capital, within a sentence."""
        if not self.original[self.folded.span(at, at + 1)[0]].isupper() or self._is_mixed(at):
            return False
        word = _LETTERS.match(self.original, self.folded.span(at, at + 1)[0])
        if word is not None and not has_a_name_s_capitals(word[0]):
            return False
        before = self.folded.text[max(at - _BEFORE, 0) : at].rstrip(" \t\"'(*_“‘")
        return bool(before) and (before[-1] not in ".!?…:\n" or _TITLE.search(before) is not None)

    def _is_mixed(self, at: int) -> bool:
        """Tell whether letters of another script, or signs that nobody sees, stand in a word."""
        if self.original.isascii():
            return False
        word = TOKEN.match(self.folded.text, at)
        typed = self._typed(at, word.end()) if word is not None else ""
        return not all(
            sign in "'’" or (sign.isalnum() and is_latin(sign)) for sign in normalize("NFC", typed)
        )
