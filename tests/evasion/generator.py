"""Disguised words, as people write them to get past a word filter, each by a way with a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from tests.evasion.english import is_word
from tests.evasion.spelling import Spelling, readable, spelling, written
from tests.evasion.tables import frames
from tests.evasion.way import Way
from tests.evasion.ways import WAYS

SHORTEST = 3  # letters; what is shorter has no inside to change
DRAWS = 12  # tries to find a form that differs from the word and reads


@dataclass(frozen=True, slots=True)
class Disguise:
    """A disguised word, by itself and in a sentence: ``sentence[start:end] == text``, in code points."""

    word: str
    family: str
    way: str
    text: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Generated:
    """The disguises, and for each way the words that it could not disguise."""

    disguises: tuple[Disguise, ...]
    left_out: dict[str, tuple[str, ...]]


def generate(words: Iterable[str], seed: int, rounds: int = 1, ways: Iterable[Way] = WAYS) -> Generated:
    """Disguise each word by each way, ``rounds`` times; forms of a word and way that come twice stand once.

    A form depends on the seed, the word, the way and the round alone, so that a longer list of words, or
    another way, leaves the others as they were.

    Raises:
        ValueError: a word is not of small letters only, or has fewer than ``SHORTEST``.
    """
    ways = tuple(ways)
    disguises: dict[tuple[str, str, str], Disguise] = {}
    left_out: dict[str, list[str]] = {way.name: [] for way in ways}
    for word in dict.fromkeys(words):
        if len(word) < SHORTEST or not word.isalpha() or word != word.lower():
            raise ValueError(f"not a word of {SHORTEST} small letters or more: {word!r}")
        for way in ways:
            forms = [
                _disguised(word, way, Random(f"{seed} {way.name} {word} {turn}")) for turn in range(rounds)
            ]
            found = [form for form in forms if form is not None]
            for form in found:
                disguises.setdefault((word, way.name, form.text), form)
            if not found:
                left_out[way.name].append(word)
    return Generated(tuple(disguises.values()), {name: tuple(out) for name, out in left_out.items()})


def _disguised(word: str, way: Way, rng: Random) -> Disguise | None:
    for _ in range(DRAWS):
        cells = way.spell(spelling(word), rng)
        if cells and _passes(word, way, cells):
            text = written(cells)
            before, after = rng.choice([frame for frame in frames() if word not in frame.lower()]).split("{}")
            start = len(before)
            return Disguise(word, way.family, way.name, text, before + text + after, start, start + len(text))
    return None


def _passes(word: str, way: Way, cells: Spelling) -> bool:
    """Tell whether cells disguise the word and can be read; any behind the word's own are an ending.

    What is another word as it stands, or a number, is taken for that by its readers.
    """
    text = written(cells)
    plain = text == word or (stands_plain(word, text) and not way.around)
    other = text.isdecimal() or (text.lower() != word and is_word(text.lower()))
    return readable(cells[: len(word)]) and not plain and not other


def stands_plain(word: str, text: str) -> bool:
    """Tell whether a word stands in a text as it is, between what are no letters or digits."""
    return re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", text) is not None
