"""Controls of writing direction, around the word and inside it."""

from random import Random

from tests.evasion.spelling import Spelling, between, changed
from tests.evasion.way import Way

MARKS = ("\u200e", "\u200f", "\u061c")  # left-to-right, right-to-left, Arabic letter mark
RLO, PDF = "\u202e", "\u202c"
# Embeddings and overrides end with PDF, isolates with PDI. None of these turns Latin letters round.
PAIRS = (("\u202a", PDF), ("\u202d", PDF), ("\u202b", PDF), ("\u2066", "\u2069"), ("\u2068", "\u2069"))


def around(cells: Spelling, rng: Random) -> Spelling:
    """Put the word between an embedding, an override to the right or an isolate, and its end.

    Source: Boucher et al. 2022, "Bad characters", reordering; Unicode Standard Annex #9, 2.
    """
    opening, closing = rng.choice(PAIRS)
    return (
        cells[0].wrapped(opening, ""),
        *cells[1:-1],
        cells[-1].wrapped("", closing),
    )


def inside(cells: Spelling, rng: Random) -> Spelling:
    """Put a run of letters inside the word between a control and its end.

    Source: Boucher et al. 2022, reordering; Unicode Standard Annex #9, 2.
    """
    opening, closing = rng.choice(PAIRS)
    start = rng.randrange(1, len(cells) - 1)
    end = rng.randrange(start, len(cells) - 1)
    opened = changed(cells, [start], lambda cell: cell.wrapped(opening, ""))
    return changed(opened, [end], lambda cell: cell.wrapped("", closing))


def marked(cells: Spelling, rng: Random) -> Spelling:
    """Put direction marks between the letters; Latin letters stay in their order.

    Source: Unicode Standard Annex #9, 2.6, implicit directional marks; Boucher et al. 2022.
    """
    return between(cells, lambda: rng.choice(MARKS))


def reversed_whole(cells: Spelling, rng: Random) -> Spelling:
    """Write the letters from last to first between a right-to-left override and its end: they show in order.

    Source: Boucher et al. 2022, reordering; Unicode Technical Report #36, 2.5 on bidirectional text spoofing.
    """
    return _overridden(cells, 0, len(cells))


def reversed_part(cells: Spelling, rng: Random) -> Spelling | None:
    """Write two to four letters inside the word from last to first under an override: they show in order.

    Source: Boucher et al. 2022, reordering.
    """
    start = rng.randrange(0, len(cells) - 2)
    return _overridden(cells, start, min(len(cells), start + rng.randint(2, 4)))


def _overridden(cells: Spelling, start: int, end: int) -> Spelling:
    run = cells[start:end][::-1]
    opened = (run[0].wrapped(RLO, ""), *run[1:-1], run[-1].wrapped("", PDF))
    return (*cells[:start], *opened, *cells[end:])


WAYS = (
    Way("direction", "direction controls around", around, around=True),
    Way("direction", "direction controls inside", inside),
    Way("direction", "direction marks throughout", marked),
    Way("direction", "reversed under an override", reversed_whole),
    Way("direction", "partly reversed under an override", reversed_part),
)
