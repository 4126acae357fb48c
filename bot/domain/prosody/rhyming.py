"""Words that rhyme with a word, the most common first. ``rhyme.compare`` is the judge of each of them."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TypeVar

from bot.domain.prosody import dictionary, speech, tables
from bot.domain.prosody.endings import STRESSED_SURELY, rhyme_parts, spelled
from bot.domain.prosody.eye import tail
from bot.domain.prosody.rhyme import Match, Rhyme, Slant, compare
from bot.domain.prosody.sounds import VOWELS, Reading, Word
from bot.domain.prosody.words import words_of

Key = tuple[str, ...]
K = TypeVar("K", bound=Hashable)

MOST = 20  # words of one number of syllables
FEW = 8  # near rhymes, and as many for the eye
ENOUGH = 5
"""With fewer full rhymes than these, those on a syllable that only metre stresses are told as well."""
LOOKED_AT = 200  # candidates for those
SAME_REST = (Slant.UNACCENTED, Slant.CONSONANCE)
EVERYDAY = 6.0
"""The Zipf frequency of words that stand in every sentence: true near rhymes, and no help."""

_LONGEST_INITIALS = 4
_WORD = re.compile("(?=.*[aeiouy])[a-z]{2,}|[aio]")


@dataclass(frozen=True, slots=True)
class Rhymes:
    """What rhymes with a word, the most common first.

    ``perfect`` has a number of syllables with the words that have it, ascending; those that rhyme on their
    main stress come before others. ``near`` sounds alike in part; ``eye`` is spelled alike, said otherwise.
    """

    word: Word
    perfect: tuple[tuple[int, tuple[str, ...]], ...] = ()
    near: tuple[str, ...] = ()
    eye: tuple[str, ...] = ()

    @property
    def sounds(self) -> tuple[str, ...]:
        """Return how the word is said in speech, as ARPAbet, each way once; none where that is not known."""
        ways = (" ".join(reading.sounds) for reading in self.word.readings if not reading.licence)
        return tuple(dict.fromkeys(way for way in ways if way))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A way to say a word: ``rank`` is 0 for the most common word, ``weight`` how surely it is stressed."""

    rank: int
    word: str
    syllables: int
    weight: int


class RhymeIndex:
    """The common words by their rhyme. Building it reads about 26,000 words, a second's work at most."""

    def __init__(self, common: Mapping[str, float]) -> None:
        """``common`` has words in lower case with their Zipf frequencies, the most common first."""
        self._by_key: defaultdict[Key, list[_Entry]] = defaultdict(list)
        self._by_rest: defaultdict[Key, list[str]] = defaultdict(list)  # what follows the stressed vowel
        self._by_frame: defaultdict[Key, list[str]] = defaultdict(list)
        self._by_letters: defaultdict[str, list[str]] = defaultdict(list)
        left_out = _unsuggested()
        fit = (
            word
            for word in common
            if _WORD.fullmatch(word) and not left_out.fullmatch(word) and not _initials(word)
        )
        self._ranks = {word: rank for rank, word in enumerate(fit)}
        for word, rank in self._ranks.items():
            self._add(word, rank, common[word] >= EVERYDAY)

    def _add(self, word: str, rank: int, everyday: bool) -> None:
        self._by_letters[word[-2:]].append(word)
        for reading in speech.readings(word):
            for key, weight in rhyme_parts(reading, word):
                self._by_key[key].append(_Entry(rank, word, reading.syllables, weight))
                if weight == STRESSED_SURELY and len(key) > 1 and not everyday:
                    self._by_rest[key[1:]].append(word)
                    self._by_frame[_frame(key)].append(word)

    def rhymes(self, word: Word) -> Rhymes:
        """Return what rhymes with a word as it is read by itself (``words.read``)."""
        spoken = [reading for reading in word.readings if not reading.licence]
        parts = [part for reading in spoken for part in rhyme_parts(reading, spelled(word))]
        sure = [key for key, weight in parts if weight == STRESSED_SURELY]
        judge = _Judge(word)
        perfect = self._perfect(parts, judge, STRESSED_SURELY + 1)
        if sum(map(len, perfect.values())) < ENOUGH:
            perfect = self._perfect(parts, judge, STRESSED_SURELY)
        near = judge.first(self._merged(self._by_rest, (key[1:] for key in sure)), Rhyme.SLANT, SAME_REST)
        if len(near) < ENOUGH:
            near += judge.first(
                self._merged(self._by_frame, map(_frame, sure)), Rhyme.SLANT, (Slant.ASSONANCE,)
            )
        return Rhymes(
            word,
            tuple(sorted((number, tuple(words)) for number, words in perfect.items())),
            tuple(near[:FEW]),
            tuple(judge.first(self._alike(word.text, set(map(_vowels, sure))), Rhyme.EYE)),
        )

    def _perfect(self, parts: Sequence[tuple[Key, int]], judge: "_Judge", least: int) -> dict[int, list[str]]:
        """Return full rhymes by syllables, where the weights of both words' stress come to ``least``."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        entries = {
            entry
            for key, weight in parts
            for entry in self._by_key.get(key, ())
            if weight + entry.weight >= least
        }
        seen: set[str] = set()
        for entry in sorted(entries, key=lambda one: (-one.weight, one.rank, one.syllables)):
            group = found[entry.syllables]
            if len(group) < MOST and entry.word not in seen and judge(entry.word).rhyme is Rhyme.PERFECT:
                seen.add(entry.word)
                group.append(entry.word)
        return {number: words for number, words in found.items() if words}

    def _alike(self, text: str, vowels: Iterable[int]) -> list[str]:
        """Return the words that end on the same letters from the last vowel but so many on, two or more."""
        wanted = [(number, end) for number in vowels if len(end := tail(text, number)) > 1]
        near = {word for _, end in wanted for word in self._by_letters.get(end[-2:], ())}
        same = (word for word in near if any(tail(word, number) == end for number, end in wanted))
        return sorted(same, key=self._ranks.__getitem__)

    def _merged(self, index: Mapping[K, list[str]], keys: Iterable[K]) -> list[str]:
        """Return the words under any of the keys, each once, the most common first."""
        return sorted({word for key in keys for word in index.get(key, ())}, key=self._ranks.__getitem__)


class _Judge:
    """Compares one word with others, each once."""

    def __init__(self, word: Word) -> None:
        self._words = (word,)
        self._found: dict[str, Match] = {}

    def __call__(self, other: str) -> Match:
        if other not in self._found:
            self._found[other] = compare(self._words, _said(other))
        return self._found[other]

    def first(self, words: Sequence[str], rhyme: Rhyme, slants: Sequence[Slant] = ()) -> list[str]:
        """Return the first few of the words that relate so, of those that are looked at."""
        fitting = (
            word
            for word in words[:LOOKED_AT]
            if self(word).rhyme is rhyme and (not slants or self(word).slant in slants)
        )
        return list(islice(fitting, FEW))


def _vowels(key: Key) -> int:
    return sum(sound in VOWELS for sound in key)


def _frame(key: Key) -> Key:
    """Return a key with its vowels only, each consonant being as good as another."""
    return tuple(sound if sound in VOWELS else "" for sound in key)


def _initials(word: str) -> bool:
    """Tell whether a word is said letter by letter, as "hiv" is."""
    if not 1 < len(word) <= _LONGEST_INITIALS:
        return False
    names = "".join(map(_name, word))
    return any(_bare(reading) == names for reading in dictionary.readings(word))


@cache
def _name(letter: str) -> str:
    return _bare(dictionary.readings(f"{letter}.")[0])


def _bare(reading: Reading) -> str:
    return "".join(sound.rstrip("012") for sound in reading.sounds)


@lru_cache(maxsize=4096)
def _said(word: str) -> tuple[Word, ...]:
    return words_of(word)


@cache
def _unsuggested() -> re.Pattern[str]:
    rows = (row.replace("*", "[a-z]*") for (row,) in tables.rows("unsuggested.txt"))
    return re.compile("|".join(rows))
