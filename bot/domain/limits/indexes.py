"""A vocabulary's words by each of the things that a disguise may leave of them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from bot.domain.limits.forms import FORMS, is_alive
from bot.domain.limits.respelling import VOWEL, skeleton, squeezed
from bot.domain.limits.terms import Term

LEAST = 4
"""Letters of a word that is told by less than its spelling."""
_LONGER = 8  # letters of one that may lack one
_COMPOUND = 7  # letters of a compound that may


class Indexes:
    """Words that are looked for in disguise, by what is left of them. Each is made when first asked for."""

    def __init__(self, words: Mapping[str, Term]) -> None:
        self.words = {word: term for word, term in words.items() if not term.strict and word.isalpha()}
        self.longest = max(map(len, self.words), default=0)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """All beginnings of the words, themselves among them."""
        return frozenset(word[:size] for word in self.words for size in range(1, len(word) + 1))

    @cached_property
    def squeezed(self) -> Mapping[str, list[str]]:
        """The words by their letters, each run as one."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            found[squeezed(word)].append(word)
        return found

    @cached_property
    def skeletons(self) -> Mapping[str, str]:
        """The words by their sound, where a respelling of them counts."""
        return {
            skeleton(word): word for word in self.words if len(word) >= LEAST and not self.words[word].plain
        }

    def halves(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs of words that a word is made of, the words of the list among them."""
        for at in range(3, len(word) - 2):
            pair = word[:at], word[at:]
            if pair[1] not in FORMS and all(half in self.words or is_alive(half) for half in pair):
                yield pair

    @cached_property
    def plain_skeletons(self) -> Mapping[str, str]:
        """The words by their sound, where a respelling of them does not count by itself."""
        return {skeleton(word): word for word in self.words if len(word) >= LEAST and self.words[word].plain}

    @cached_property
    def plainly(self) -> Mapping[str, str]:
        """Words by their sound without double letters: such as have none, and long ones."""
        return {
            squeezed(skeleton(word)): word
            for word in self.skeletons.values()
            if squeezed(word) == word or len(word) >= _LONGER
        }

    @cached_property
    def shortened(self) -> Mapping[str, str]:
        """Long words and compounds without one of their letters, but the first; a plural is as long as its
        singular."""
        singulars = {word: {word.removesuffix("s"), word.removesuffix("es")} - {word} for word in self.words}
        sizes = {word: min(map(len, found & self.words.keys() | {word})) for word, found in singulars.items()}
        return {
            word[:at] + word[at + 1 :]: word
            for word, size in sizes.items()
            if size >= _LONGER or (size == _COMPOUND and any(self.halves(word)))
            for at in range(1, len(word))
        }

    @cached_property
    def joining(self) -> re.Pattern[str] | None:
        """What finds the words that are looked for in words run together; None where there are none."""
        found = sorted((word for word, term in self.words.items() if term.joining), key=len, reverse=True)
        return re.compile("|".join(found)) if found else None

    @cached_property
    def thin(self) -> Mapping[str, str]:
        """The words with each L as an I."""
        return {word.replace("l", "i"): word for word in self.words if len(word) >= LEAST}

    @cached_property
    def swapped(self) -> Mapping[str, str]:
        """The words with two neighbouring letters swapped."""
        return {
            word[:at] + word[at + 1] + word[at] + word[at + 2 :]: word
            for word in self.words
            if len(word) >= LEAST and not self.words[word].plain
            for at in range(len(word) - 1)
            if word[at] != word[at + 1]
        }

    @cached_property
    def consonants(self) -> Mapping[str, list[str]]:
        """The words by their consonants."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            if len(word) > LEAST:
                found[VOWEL.sub("", word)].append(word)
        return found

    @cached_property
    def by_size(self) -> Mapping[int, list[str]]:
        """The words by their length."""
        found: dict[int, list[str]] = defaultdict(list)
        for word in self.words:
            found[len(word)].append(word)
        return found

    @cached_property
    def having(self) -> Mapping[tuple[int, int, str], int]:
        """For a length, a place and a letter: the words that have it there, a bit for each of ``by_size``."""
        found: dict[tuple[int, int, str], int] = defaultdict(int)
        for size, words in self.by_size.items():
            for n, word in enumerate(words):
                for at, letter in enumerate(word):
                    found[size, at, letter] |= 1 << n
        return dict(found)
