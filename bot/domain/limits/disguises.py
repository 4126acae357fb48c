"""A vocabulary's words by what disguise leaves of them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.domain.limits.english import is_word
from bot.domain.limits.forms import ENDINGS, parts_of, stems_of
from bot.domain.limits.respelling import calmed, skeleton, squeezed
from bot.domain.limits.terms import Term

_VOWEL = re.compile("[aeiou]")
_ALIKE = (("vv", "w"), ("uu", "w"), ("rn", "m"), ("cl", "d"))
_LEAST = 4  # letters of a word that is told by less than its spelling
_LONGER = 8  # letters of one that may lack one
_SURE = 5  # letters of one that is told by its letters alone, however often each comes
_LONG = 6  # letters of one that may have another vowel


class Reading(NamedTuple):
    """A term in disguise; ``heard`` that it only sounds or looks like it, as a name well may."""

    term: Term
    heard: bool = False


class Disguises:
    """Words by what is left of them in disguise."""

    def __init__(self, words: Mapping[str, Term]) -> None:
        self._words = {word: term for word, term in words.items() if not term.strict and word.isalpha()}
        self.longest = max(map(len, self._words), default=0)

    def __bool__(self) -> bool:
        return bool(self._words)

    def among(self, words: Mapping[str, object]) -> dict[str, Term]:
        """Return which of some words are terms, each with its term."""
        return {word: self._words[word] for word in self._words.keys() & words.keys()}

    def exact(self, word: str) -> Term | None:
        """Return the term that a word is."""
        return self._words.get(word)

    def spelled(self, word: str, english: bool) -> Reading | None:
        """Return the term that a word of letters is, or stands for where it is none that English has."""
        if (term := self._words.get(word)) is not None:
            return Reading(term)
        if not word.isascii() or is_word(word):
            return None
        found = self._stretched(word)
        sure = english and found is not None and len(found.term.words[0]) >= _SURE
        if not sure and self._made(word):
            return self._inflected(word)
        if found is not None and (english or not found.term.english):
            return found
        return self._heard(word) if english else None

    def _inflected(self, word: str) -> Reading | None:
        """Return the term that a word is a form of, where it may be two words of a dictionary, too."""
        for stem in stems_of(word):
            term = self._words.get(stem)
            if term is not None and len(stem) >= _LEAST and not term.plain:
                return Reading(term, heard=True)
        return None

    def _made(self, word: str) -> bool:
        """Tell whether a word is made of others that English has, by an ending or of two; terms are none."""
        return any(not any(part in self._words for part in parts) for parts in parts_of(word))

    def _heard(self, word: str) -> Reading | None:
        calm = calmed(word)
        if (found := self._alike(calm)) is not None:
            return Reading(found, heard=True)
        for ending in ENDINGS:
            stem = calm.removesuffix(ending)
            if stem != calm and len(stem) >= _LEAST:
                for one in (stem, stem[:-1] if stem[-1] == stem[-2] else stem, f"{stem}e"):
                    if (term := self._words.get(one)) is not None:
                        return Reading(term, heard=len(ending) == 1)
                if (found := self._alike(stem)) is not None:
                    return Reading(found, heard=True)
        return None

    def _alike(self, word: str) -> Term | None:
        """Return the term that a word sounds or looks like: respelled, two letters swapped, vowels gone."""
        if len(word) < 3:
            return None
        sound = skeleton(word)
        plain = (
            self._skeletons.get(sound)
            or self._plainly.get(squeezed(sound))
            or self._shortened.get(word)
            or self._thin.get(word.replace("l", "i"))
            or self._swapped.get(word)
            or self._by_consonants(word)
            or next(
                (one for a, b in _ALIKE if a in word and (one := word.replace(a, b)) in self._words), None
            )
        )
        return self._words[plain] if plain is not None else None

    def _stretched(self, word: str) -> Reading | None:
        """Return the term whose letters a word repeats: each run at least as long as the term's."""
        mine = _runs(word)
        for plain in self._squeezed.get(squeezed(word), ()):
            if all(longer >= shorter for longer, shorter in zip(mine, _runs(plain), strict=True)):
                return Reading(self._words[plain], heard=max(mine) < 3)
        return None

    def _by_consonants(self, word: str) -> str | None:
        for plain in self._consonants.get(_VOWEL.sub("", word), ()):
            missing = len(plain) - len(word)
            gone = missing in (1, len(_VOWEL.findall(plain)))
            if gone and len(word) >= _LEAST and _within(word, plain):
                return plain
            if missing == 0 and len(word) >= _LONG and _differences(word, plain) == 1:
                return plain
        return None

    def matching(self, letters: Sequence[str]) -> Term | None:
        """Return the term whose every letter is one of those at its place, any where there are none."""
        if not letters:
            return None
        first = letters[0] if len(letters[0]) == 1 else ""
        for plain in self._sized.get((len(letters), first), ()):
            if all(not ways or letter in ways for letter, ways in zip(plain, letters, strict=True)):
                return self._words[plain]
        return None

    @cached_property
    def _squeezed(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            found[squeezed(word)].append(word)
        return found

    @cached_property
    def _skeletons(self) -> Mapping[str, str]:
        return {
            skeleton(word): word
            for word in self._words
            if len(word) >= _LEAST and not self._words[word].plain
        }

    @cached_property
    def _plainly(self) -> Mapping[str, str]:
        """Words without double letters: of these a letter may come twice anywhere."""
        return {skeleton(word): word for word in self._skeletons.values() if squeezed(word) == word}

    @cached_property
    def _shortened(self) -> Mapping[str, str]:
        """Long words without one of their letters, but the first."""
        return {
            word[:at] + word[at + 1 :]: word
            for word in self._words
            if len(word) >= _LONGER
            for at in range(1, len(word))
        }

    @cached_property
    def _thin(self) -> Mapping[str, str]:
        return {word.replace("l", "i"): word for word in self._words if len(word) >= _LEAST}

    @cached_property
    def _swapped(self) -> Mapping[str, str]:
        return {
            word[:at] + word[at + 1] + word[at] + word[at + 2 :]: word
            for word in self._words
            if len(word) >= _LEAST and not self._words[word].plain
            for at in range(len(word) - 1)
            if word[at] != word[at + 1]
        }

    @cached_property
    def _consonants(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) > _LEAST:
                found[_VOWEL.sub("", word)].append(word)
        return found

    @cached_property
    def _sized(self) -> Mapping[tuple[int, str], list[str]]:
        """The words by their length and first letter, and all of a length by none."""
        found: dict[tuple[int, str], list[str]] = defaultdict(list)
        for word in self._words:
            found[len(word), word[0]].append(word)
            found[len(word), ""].append(word)
        return found


def _differences(word: str, plain: str) -> int:
    return sum(a != b for a, b in zip(word, plain, strict=True))


def _within(word: str, plain: str) -> bool:
    """Tell whether a word is another without some of its letters."""
    letters = iter(plain)
    return all(letter in letters for letter in word)


def _runs(word: str) -> list[int]:
    return [len(match[0]) for match in re.finditer(r"(.)\1*", word)]
