"""A text before vocabularies: its words, what in it is no word, and which terms stand there."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bot.domain.limits import apart
from bot.domain.limits.english import is_english, is_word
from bot.domain.limits.entries import TOKEN, Term, Vocabulary
from bot.domain.limits.folding import Folded, fold
from bot.domain.limits.loose import Reader

_EDGES = re.escape(".,;:!?\"'()[]{}<>*_~|`-–—…“”‘’«»/\\#")
# What stands between spaces, without the punctuation around it.
_CORE = re.compile(rf"[^\s{_EDGES}](?:\S*[^\s{_EDGES}])?")
# A server's own emoji, the frame of a link behind words, and the sign that makes another plain.
_DISSOLVED = re.compile(
    r"<a?:\w{1,40}:\d{5,20}>|\[(?=[^\]\n]{1,200}\]\(<?https?://)|\]\(<?https?://[^)\s]*\)|\\(?=[^\w\s])"
)
_LATIN = re.compile("[a-zA-Z]")
_BEFORE = 20  # signs that are looked at to tell a sentence's beginning


class SeenText:
    """What all vocabularies ask of a text, worked out once."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.folded = _dissolved(fold(text))
        folded = self.folded.text
        self.tokens = TOKEN.findall(folded)
        self.distinct = frozenset(self.tokens)
        self.english = is_english(self.distinct)
        self._pairs = set(pairwise(self.tokens))
        self._chunks = [(match[0], match.start(), match.end()) for match in _CORE.finditer(folded)]
        known = {word for word in self.distinct if word.isascii() and is_word(word)}
        self._odd = [n for n, (core, _, _) in enumerate(self._chunks) if core not in known]
        unknown = [n for n in self._odd if self._chunks[n][0].isalpha()]
        self._pieces = apart.pieces(self._chunks, unknown) if self.english else {}
        self._runs = apart.runs(folded)
        self._latin = text.isascii() or _mostly_latin(text)

    def terms(self, vocabulary: Vocabulary) -> Iterator[tuple[int, int, Term]]:
        """Yield what of a vocabulary stands in the text, as it is or in disguise, with its original place."""
        for term, first, last in [*self.plain(vocabulary), *self._disguised(vocabulary)]:
            if term.english and not self.english:
                continue
            start, end = self.folded.span(first, last)
            # In a text of another script a word of that script may look like a Latin one.
            own = self._latin or not all(word.isascii() for word in term.words)
            if own or _LATIN.search(self.original[start:end]):
                yield start, end, term

    def plain(self, vocabulary: Vocabulary) -> Iterator[tuple[Term, int, int]]:
        """Yield the terms that stand in the text as they are, each with its place in the folded text."""
        if vocabulary.within is not None:
            for match in vocabulary.within.finditer(self.folded.text):
                yield vocabulary.unspaced(match[0]), match.start(), match.end()
        hits = vocabulary.hits(self.distinct)
        phrases = list(vocabulary.spoken(self.tokens, self._pairs))
        if hits or phrases:
            spots = [match.span() for match in TOKEN.finditer(self.folded.text)]
            yield from ((hits[word], *spots[n]) for n, word in enumerate(self.tokens) if word in hits)
            yield from ((term, spots[first][0], spots[last - 1][1]) for term, first, last in phrases)

    def _disguised(self, vocabulary: Vocabulary) -> Iterator[tuple[Term, int, int]]:
        words = vocabulary.disguised
        if not words.longest:
            return
        read = _reader(vocabulary).read
        for number in self._odd:
            core, start, end = self._chunks[number]
            found = read(core, self.english)
            if found is not None and not (found.heard and self._is_named(start)):
                yield found.term, start, end
        same = len(self.original) == len(self.folded.text)
        yield from apart.spelled_out(self._runs, self.original if same else self.folded.text, words)
        yield from apart.in_pieces(self._pieces, words)

    def _is_named(self, at: int) -> bool:
        """Tell whether a word stands as names do: with a capital, within a sentence."""
        if not self.original[self.folded.span(at, at + 1)[0]].isupper():
            return False
        before = self.folded.text[max(at - _BEFORE, 0) : at].rstrip(" \t\"'(*_“‘")
        return bool(before) and before[-1] not in ".!?…:\n"


@lru_cache(maxsize=64)
def _reader(vocabulary: Vocabulary) -> Reader:
    return Reader(vocabulary.disguised)


def _mostly_latin(text: str) -> bool:
    words = [word for word in TOKEN.findall(text) if word[0].isalpha()]
    return 2 * sum(bool(_LATIN.match(word)) for word in words) >= len(words)


def _dissolved(folded: Folded) -> Folded:
    """Return a text without what Discord shows as something else than signs, or not at all."""
    text = folded.text
    if not any(sign in text for sign in ("\\", "<", "](")):
        return folded
    gone = [match.span() for match in _DISSOLVED.finditer(text)]
    if not gone:
        return folded
    dropped = {at for start, end in gone for at in range(start, end)}
    kept = [at for at in range(len(text)) if at not in dropped]
    places = kept if folded.places is None else [folded.places[at] for at in kept]
    return Folded("".join(text[at] for at in kept), folded.original, places)
