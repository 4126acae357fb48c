"""The ways of disguising a word, a module for each family; ``WAYS`` has them all, pairs last."""

from tests.evasion.way import Way
from tests.evasion.ways import (
    case,
    direction,
    invisible,
    leet,
    lookalikes,
    markdown,
    marks,
    pairs,
    repeats,
    respelling,
    separators,
    splits,
    stars,
    suffixes,
    typefaces,
    vowels,
)

SINGLE: tuple[Way, ...] = (
    *case.WAYS,
    *invisible.WAYS,
    *direction.WAYS,
    *marks.WAYS,
    *typefaces.WAYS,
    *lookalikes.WAYS,
    *leet.WAYS,
    *repeats.WAYS,
    *separators.WAYS,
    *splits.WAYS,
    *markdown.WAYS,
    *stars.WAYS,
    *respelling.WAYS,
    *vowels.WAYS,
)
WAYS: tuple[Way, ...] = (*SINGLE, *suffixes.ways(SINGLE), *pairs.ways(SINGLE))
