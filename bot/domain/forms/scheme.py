"""Rhyme schemes in the usual notation, as lines.

Stanzas stand apart. A small letter is a rhyme (``abab``), ``-`` a line without one. A capital, with a number
where one rhyme has several, is a refrain (``A1bA2``): it rhymes as its small letter, and wherever it stands
again, the line is the same (Princeton Encyclopedia of Poetry and Poetics, 4th ed., "Rhyme scheme").
"""

import re
from collections.abc import Callable, Sequence

from bot.domain.forms.form import Line
from bot.domain.prosody.measure import Measure

Lines = tuple[Line, ...]
Variants = Callable[[int, str], tuple[Lines, ...]]

_SIGN = re.compile(r"([A-Z])(\d?)|([a-z])|-")


def lines(scheme: str, *measures: Measure) -> Lines:
    """Return the lines of a scheme; the measures go round in each stanza."""
    made: list[Line] = []
    refrains: dict[str, int] = {}
    for stanza, part in enumerate(scheme.split()):
        for place, sign in enumerate(_SIGN.finditer(part)):
            repeats = refrains.get(sign[0]) if sign[1] else None
            if sign[1]:
                refrains.setdefault(sign[0], len(made))
            rhyme = (sign[1] or sign[3] or "").lower()
            made.append(Line(measures[place % len(measures)], rhyme, repeats, stanza=stanza))
    return tuple(made)


def fixed(*variants: Lines) -> Variants:
    """Return a form that has always the same lines."""
    return lambda stanzas, word: variants


def stanzaic(*variants: tuple[str, Sequence[Measure]]) -> Variants:
    """Return a form of stanzas that are alike; each has rhymes of its own."""

    def build(stanzas: int, word: str) -> tuple[Lines, ...]:
        return tuple(
            tuple(
                Line(line.measure, line.rhyme and f"{line.rhyme}{number}", stanza=number)
                for number in range(stanzas)
                for line in lines(scheme, *measures)
            )
            for scheme, measures in variants
        )

    return build
