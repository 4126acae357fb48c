"""Endings of English on a disguised word."""

from collections.abc import Iterable
from random import Random

from tests.evasion.spelling import Cell, Spell, Spelling
from tests.evasion.way import Way

ENDINGS = ("ing", "er", "s", "ed")
BASES = ("several: digit or sign", "one letter starred", "dotted", "several Cyrillic", "one zero width space")
_HISSING = ("s", "x", "z", "ch", "sh")


def ways(single: Iterable[Way]) -> tuple[Way, ...]:
    """Return the ways that put an ending on some of the single ones."""
    named = {way.name: way for way in single}
    return tuple(
        Way("suffixes", f"{base} + -{ending}", _ended(named[base].spell, ending))
        for base in BASES
        for ending in ENDINGS
    )


def _ended(spell: Spell, ending: str) -> Spell:
    def ended(cells: Spelling, rng: Random) -> Spelling | None:
        """Disguise the word and put an ending to it, by the rules of English spelling.

        Source: Wikipedia, "English inflection"; Schmidt & Wiegand 2017, "A survey on hate speech detection
        using natural language processing", on the variants that word lists miss.
        """
        word = "".join(cell.letter for cell in cells)
        base = spell(cells, rng)
        if base is None:
            return None
        letters = ending
        if word.endswith("e") and ending != "s":
            if base[-1].plain and not base[-1].after:  # "grackle" makes "grackling"
                base = (*base[:-1], base[-1].become(""))
            else:
                letters = ending.removeprefix("e")
        elif ending == "s" and word.endswith(_HISSING):
            letters = "es"
        return base + tuple(Cell(letter, letter) for letter in letters)

    return ended
