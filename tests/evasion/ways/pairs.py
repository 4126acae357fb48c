"""Two ways at once, the first on the letters and the second about them or on what the first left."""

from collections.abc import Iterable
from random import Random

from tests.evasion.spelling import Spell, Spelling
from tests.evasion.way import Way

PAIRS = (
    ("one: digit", "mixed capitals"),
    ("one: digit", "one letter doubled"),
    ("one: digit", "one letter starred"),
    ("one: digit", "one accent"),
    ("several: digit", "spaced"),
    ("several: digit", "dotted"),
    ("several: sign", "spaced"),
    ("several: digit or sign", "one letter repeated"),
    ("several: digit or sign", "one zero width space"),
    ("several: digit or sign", "bold inside"),
    ("all: digit or sign", "hyphenated"),
    ("one Cyrillic", "one letter repeated"),
    ("one Cyrillic", "one: digit"),
    ("several Cyrillic", "dotted"),
    ("several Greek", "one zero width joiner"),
    ("all Cyrillic", "one combining mark"),
    ("one respelling", "one: digit"),
    ("one respelling", "mixed capitals"),
    ("one respelling", "last letter drawn out"),
    ("one respelling", "one: sign"),
    ("one vowel dropped", "one: digit"),
    ("one letter starred", "spaced"),
    ("one letter starred", "one letter repeated"),
    ("several letters repeated", "alternating capitals"),
    ("several letters repeated", "hyphenated"),
    ("one letter repeated", "spoiler inside"),
    ("fullwidth", "spaced"),
    ("mathematical bold", "one combining mark"),
    ("small capitals", "dotted"),
    ("some accents", "spaced"),
    ("alternating capitals", "spaced"),
    ("mixed capitals", "mixed separators"),
    ("bold inside", "one zero width space"),
    ("spoiler inside", "zero width spaces throughout"),
    ("italic inside", "one soft hyphen"),
    ("spaced", "one zero width non-joiner"),
    ("dotted", "direction controls inside"),
    ("I for l, l for i", "underscored"),
)


def ways(single: Iterable[Way]) -> tuple[Way, ...]:
    """Return the pairs out of single ways; about a sixth of all ways."""
    named = {way.name: way for way in single}
    return tuple(
        Way("pairs", f"{one} + {two}", _both(named[one].spell, named[two].spell)) for one, two in PAIRS
    )


def _both(one: Spell, two: Spell) -> Spell:
    def both(cells: Spelling, rng: Random) -> Spelling | None:
        """Disguise the word by one way, and what that made by another.

        Source: Gröndahl et al. 2018, attacks combined; Rodriguez & Rojas-Galeano 2018, several edits in one
        word. No source gives the share of disguises that are double; a sixth is an assumption.
        """
        first = one(cells, rng)
        second = two(first, rng) if first is not None else None
        return None if first == cells or second == first else second  # each must do something

    return both
