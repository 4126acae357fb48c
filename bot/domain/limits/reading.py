"""A text before vocabularies: its words, what in it is no word, and which terms stand there."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from unicodedata import normalize

from bot.domain.limits import apart, drawing
from bot.domain.limits.english import is_english, words_among
from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.folding import fold, fold_own
from bot.domain.limits.markup import dissolved
from bot.domain.limits.nested import humps, in_emoji, in_humps
from bot.domain.limits.script import (
    foreign_letters,
    has_a_name_s_capitals,
    is_foreign_word,
    is_latin,
    mostly_latin,
    spells,
)
from bot.domain.limits.simple import disguised, simple_of
from bot.domain.limits.stretches import is_call, ways_of
from bot.domain.limits.terms import TOKEN, Term
from bot.domain.limits.together import reader_of, reader_of_all
from bot.domain.limits.tokens import Tokens

_NO_ACCIDENT = 6  # letters
_LETTERS = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile("([eo])\\1")
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
        self._tokens = tokens = Tokens(dissolved(self.raw))
        self.folded = tokens.folded
        folded = self.folded.text
        known = words_among(tokens.distinct)
        self.english = is_english(tokens.distinct, known)
        self._latin = text.isascii() or mostly_latin(text)
        self._chunks = chunks = tokens.chunks
        said = [chunk[0] for chunk in chunks]
        odd = [n for n, one in enumerate(said) if one not in known and not is_call(chunks[n])]
        if not self._latin:
            odd = [n for n in odd if not is_foreign_word(self._typed(*chunks[n].span()), said[n])]
        self._unknown = odd
        read = reader_of_all(tuple(filter(None, vocabularies))).read
        self._odd = [one for n in odd for one in ways_of(chunks[n]) if read(one[0], self.english) is not None]
        self._pieces = apart.pieces(said, [n for n in odd if said[n].isalpha()])
        self._singles = apart.singles(folded)
        self._humps = humps(text)
        self._drawn = drawing.stretches(self.raw.text)  # a sign taken away may have drawn a letter

    def terms(self, vocabulary: Vocabulary) -> Iterator[tuple[int, int, Term]]:
        """Yield what of a vocabulary stands in the text, as it is or in disguise, with its original place."""
        found = [(self.folded, one) for one in (*self._plain(vocabulary), *self._disguised(vocabulary))]
        if self._drawn:
            found += [(self.raw, one) for one in drawing.drawn(self._drawn, vocabulary.disguised)]
        for folded, (term, first, last) in found:
            if term.english and not self.english:
                continue
            start, end = folded.span(first, last)
            typed = self.original[start:end]
            if "ı" in typed and not (self.english or term.dotless):
                continue  # where texts are Turkish, that is another letter
            # In a text of another script a word of that script may look like a Latin one.
            # Six of its letters and more that all do so are no accident.
            own = self._latin or not all(word.isascii() for word in term.words)
            own = own or (
                len(term.words[0]) >= _NO_ACCIDENT and spells(folded.text[first:last], term.words[0])
            )
            if own or any(map(is_latin, typed)):
                yield start, end, term
        yield from self._foreign(vocabulary)
        for start, end, term in (*in_emoji(self.raw, vocabulary), *in_humps(self._humps, vocabulary)):
            if self.english or not term.english:
                yield start, end, term

    def standing(self, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
        """Yield the original places of the terms that stand in the text as they are."""
        for _, first, last in self._plain(vocabulary):
            yield self.folded.span(first, last)
        if vocabulary.own is not None and self._own is not None:
            for _, first, last in self._own.plain(vocabulary.own):
                yield self._own.folded.span(first, last)

    def _foreign(self, vocabulary: Vocabulary) -> Iterator[tuple[int, int, Term]]:
        """Yield the terms of other scripts than Latin: in their letters, and with some that look alike."""
        if vocabulary.own is None or (own := self._own) is None:
            return
        simple = simple_of(vocabulary.own, own=True)
        for term, first, last in own.plain(vocabulary.own):
            yield *own.folded.span(first, last), term
        for term, first, last in disguised(own, own.unlike_words, simple, vocabulary.own):
            yield *own.folded.span(first, last), term
        if vocabulary.alike is None:
            return
        for term, first, last in self._tokens.plain(vocabulary.alike):
            start, end = self.folded.span(first, last)
            typed = self.original[start:end]
            if is_foreign_word(typed, ""):
                continue  # it is what stands there
            letters = [is_latin(sign) for sign in typed if sign.isalpha()]
            if not all(letters):
                counts = any(letters)
            else:  # where others are of its script, it is no Latin word
                counts = not mostly_latin(self.original[:start] + self.original[end:])
            if counts:
                yield start, end, term

    @cached_property
    def _own(self) -> Tokens | None:
        """The text with the letters of other scripts as they are; None where it has none."""
        return Tokens(dissolved(fold_own(self.original))) if foreign_letters(self.original) else None

    def _plain(self, vocabulary: Vocabulary) -> Iterator[tuple[Term, int, int]]:
        """Yield the terms that stand in the text as they are, each with its place in the folded text."""
        for term, start, end in self._tokens.plain(vocabulary):
            if not (term.heard and self._is_named(start)):
                yield term, start, end

    def _disguised(self, vocabulary: Vocabulary) -> Iterator[tuple[Term, int, int]]:
        if simple := simple_of(vocabulary):
            for term, start, end in disguised(self._tokens, self._unknown, simple, vocabulary):
                if self._tokens.counts(term, start, end):
                    yield term, start, end
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
            if found.term.ordinary and _DOUBLED.sub(r"\1", core, count=1) == found.term.words[0]:
                continue  # that may be a word, too, which the dictionary lacks: a dragoon
            looks = core.isalpha() and core.isascii() and core != found.term.words[0]
            if looks and not any(map(is_latin, self._typed(start, end))):
                continue  # a word of another script, which only seems to say so
            yield found.term, start, end
        for core, start, end in self._singles:
            if (found := read(core, True)) is not None:
                yield found.term, start, end
        same = len(self.original) == len(self.folded.text)
        yield from apart.spelled_out(self._tokens.runs, self.original if same else self.folded.text, words)
        yield from apart.in_pieces(
            self._pieces, self._chunks, words, self.english, lambda at: self._typed(at, at + 1).isupper()
        )

    def _typed(self, start: int, end: int) -> str:
        places = self.folded.places
        if places is not None:
            start, end = self.folded.span(start, end)
        return self.original[start:end]

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
