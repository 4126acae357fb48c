"""The small tables beside the dictionary: abbreviations, short forms, and parts that words are made of."""

from functools import cache
from importlib.resources import files

from bot.domain.prosody.sounds import VOWELS, Reading, reading_of

Sounds = tuple[str, ...]


def rows(name: str, room: str = "bot.domain.prosody") -> list[list[str]]:
    """Return the columns of each line of a table in a package's ``data``; what starts with ``#`` is none."""
    text = (files(room) / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


@cache
def listed(name: str, room: str) -> frozenset[str]:
    """Return the words of a list in a package's ``data``, a word a line."""
    return frozenset(word for (word,) in rows(f"{name}.txt", room))


@cache
def abbreviations() -> dict[str, tuple[tuple[str, ...], str]]:
    """Return what abbreviations stand for, and where: "always", "title" (capital), "number" and "unit"."""
    return {form: (tuple(ways.split("|")), where) for form, ways, where in rows("abbreviations.tsv")}


@cache
def shortened() -> dict[str, tuple[Reading, ...]]:
    """Return the readings of short forms that no rule gives; some have no syllable, such as "th'"."""
    return {form: tuple(map(_leaning, _ways(sounds))) for form, sounds in rows("shortened.tsv")}


@cache
def affixes(kind: str) -> dict[str, tuple[Sounds, ...]]:
    """Return the parts of a kind with the ways they sound: "prefix", "front", "ending" or "suffix"."""
    return {form: _ways(sounds) for row, form, sounds in rows("affixes.tsv") if row == kind}


def _leaning(sounds: Sounds) -> Reading:
    return reading_of(sounds) if any(sound[:2] in VOWELS for sound in sounds) else Reading("", sounds)


def _ways(sounds: str) -> tuple[Sounds, ...]:
    return tuple(tuple(way.split()) for way in sounds.split("|"))
