"""A vocabulary's words by what disguise leaves of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from bot.domain.limits.english import is_word
from bot.domain.limits.forms import ENDINGS, is_drawn_out, parts_of, stems_of
from bot.domain.limits.indexes import LEAST, Indexes
from bot.domain.limits.joined import words_in
from bot.domain.limits.respelling import VOWEL, calmed, skeleton, squeezed
from bot.domain.limits.terms import Term

_ALIKE = (("vv", "w"), ("uu", "w"), ("rn", "m"), ("cl", "d"))
_SURE = 5  # letters of one that is told by its letters alone, however often each comes
_LONG = 6  # letters of one that may have another vowel


class Reading(NamedTuple):
    """A term in disguise; ``heard`` that it only sounds or looks like it, as a name well may, ``inside`` that
    it stands within a longer word."""

    term: Term
    heard: bool = False
    inside: bool = False


class Disguises(Indexes):
    """Words by what is left of them in disguise."""

    def __bool__(self) -> bool:
        return bool(self.words)

    def among(self, words: Mapping[str, object]) -> dict[str, Term]:
        """Return which of some words are terms, each with its term."""
        return {word: self.words[word] for word in self.words.keys() & words.keys()}

    def exact(self, word: str) -> Term | None:
        """Return the term that a word is."""
        return self.words.get(word)

    def spelled(self, word: str, english: bool) -> Reading | None:
        """Return the term that a word of letters is, or stands for where it is none that English has."""
        if (term := self.words.get(word)) is not None:
            return Reading(term)
        if not word.isascii() or is_word(word):
            return None
        found = self._stretched(word)
        if found is None and (is_drawn_out(word) or self._is_clipped(word)):
            return None
        sure = english and found is not None and len(found.term.words[0]) >= _SURE
        if not sure and self._made(word):
            return self._inflected(word) or self._half_heard(word)
        if found is not None and (english or not (found.heard or found.term.english)):
            return found
        return (
            (self._heard(word) if english else None)
            or self._inflected(word)
            or self._run_together(word, english)
        )

    def _run_together(self, word: str, english: bool) -> Reading | None:
        """Return the term that stands in a row of English words without spaces, which no other words make
        ("whatthefuck", not "pushit"), or between signs of decoration ("xxfuckxx")."""
        bare = word.strip("x")
        if bare != word and (term := self.words.get(bare)) is not None:
            return Reading(term)
        if not english or self.joining is None or self.joining.search(word) is None:
            return None
        said = words_in(word, self.joining)
        return Reading(self.words[said], inside=True) if said is not None else None

    def _is_clipped(self, word: str) -> bool:
        """Tell whether it is an -ing form without its G ("countin'") that is no term."""
        return word.endswith("in") and f"{word}g" not in self.words and is_word(f"{word}g")

    def _inflected(self, word: str) -> Reading | None:
        """Return the term that a word is a form of, where it may be two words of a dictionary, too."""
        for stem in stems_of(word):
            term = self.words.get(stem)
            if term is not None and len(stem) >= LEAST and not (term.plain and word.endswith(("r", "rs"))):
                return Reading(term, heard=True)
        return None

    def _half_heard(self, word: str) -> Reading | None:
        """Return the compound that a word sounds like and shares a half with: "dipsheet"."""
        plain = self.skeletons.get(skeleton(word)) if len(word) >= _LONG else None
        if (
            plain is not None
            and word[0] == plain[0]
            and any(word.startswith(first) or word.endswith(second) for first, second in self.halves(plain))
        ):
            return Reading(self.words[plain], heard=True)
        return None

    def respelled(self, word: str) -> Term | None:
        """Return the term that a word sounds like, where no respelling of it counts by itself."""
        if is_word(word) or self._made(word):
            return None
        plain = self.plain_skeletons.get(skeleton(word))
        return self.words[plain] if plain is not None else None

    def _made(self, word: str) -> bool:
        """Tell whether a word is made of others that English has, by an ending or of two; terms are none."""
        return any(not any(part in self.words for part in parts) for parts in parts_of(word))

    def _heard(self, word: str) -> Reading | None:
        calm = calmed(word)
        if (found := self._alike(calm)) is not None:
            return Reading(found, heard=True)
        for ending in ENDINGS:
            stem = calm.removesuffix(ending)
            if stem != calm and len(stem) >= LEAST:
                for one in (stem, stem[:-1] if stem[-1] == stem[-2] else stem, f"{stem}e"):
                    if (term := self.words.get(one)) is not None:
                        return Reading(term, heard=len(ending) == 1 or term.plain)
                if (found := self._alike(stem)) is not None:
                    return Reading(found, heard=True)
        return None

    def _alike(self, word: str) -> Term | None:
        """Return the term that a word sounds or looks like: respelled, two letters swapped, vowels gone."""
        if len(word) < 3:
            return None
        sound = skeleton(word)
        plain = (
            self.skeletons.get(sound)
            or self.plainly.get(squeezed(sound))
            or self.shortened.get(word)
            or self.thin.get(word.replace("l", "i"))
            or self.swapped.get(word)
            or self._by_consonants(word)
            or next((one for one in _lookalikes(word) if one in self.words), None)
        )
        return self.words[plain] if plain is not None else None

    def _stretched(self, word: str) -> Reading | None:
        """Return the term whose letters a word repeats: each run at least as long as the term's."""
        mine = _runs(word)
        for plain in self.squeezed.get(squeezed(word), ()):
            if all(longer >= shorter for longer, shorter in zip(mine, _runs(plain), strict=True)):
                return Reading(self.words[plain], heard=max(mine) < 3)
        return None

    def _by_consonants(self, word: str) -> str | None:
        for plain in self.consonants.get(VOWEL.sub("", word), ()):
            missing = len(plain) - len(word)
            gone = missing in (1, len(VOWEL.findall(plain)), len(VOWEL.findall(plain, 1)))
            if gone and len(word) >= LEAST and _within(word, plain):
                return plain
            if missing == 0 and len(word) >= _LONG and _differences(word, plain) == 1:
                return plain
        return None

    def matching(self, letters: Sequence[str]) -> Term | None:
        """Return the term whose every letter is one of those at its place, any where there are none."""
        size, having = len(letters), self.having
        words = self.by_size.get(size, [])
        left = (1 << len(words)) - 1
        for at, ways in enumerate(letters):
            if ways and left:
                left &= reduce(or_, (having.get((size, at, letter), 0) for letter in ways))
        return self.words[words[(left & -left).bit_length() - 1]] if left else None


def _lookalikes(word: str) -> Iterator[str]:
    """Yield a word with two letters as the one that they look like, each pair so and all."""
    every = word
    for two, one in _ALIKE:
        if two in word:
            every = every.replace(two, one)
            yield word.replace(two, one)
    yield every


def _differences(word: str, plain: str) -> int:
    return sum(a != b for a, b in zip(word, plain, strict=True))


def _within(word: str, plain: str) -> bool:
    """Tell whether a word is another without some of its letters."""
    letters = iter(plain)
    return all(letter in letters for letter in word)


def _runs(word: str) -> list[int]:
    return [len(match[0]) for match in re.finditer(r"(.)\1*", word)]
