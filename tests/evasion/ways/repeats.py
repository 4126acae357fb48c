"""Letters written more than once, or a double letter once."""

from random import Random

from tests.evasion.spelling import LIKE, LOST, Cell, Spelling, changed, some
from tests.evasion.way import Way

LONGEST = 7  # times that one letter stands


def one(cells: Spelling, rng: Random) -> Spelling:
    """Repeat one letter, two to six times more.

    Source: Hosseini et al. 2017, "Deceiving Google's Perspective API" (a letter repeated); Rodriguez &
    Rojas-Galeano 2018, obfuscation by repetition.
    """
    seen = [place for place, cell in enumerate(cells) if cell.loss < LOST]
    return changed(cells, [rng.choice(seen)], lambda cell: _times(cell, rng.randint(3, LONGEST)))


def several(cells: Spelling, rng: Random) -> Spelling | None:
    """Repeat several letters, each another number of times.

    Source: Hosseini et al. 2017; Brody & Diakopoulos 2011, "Cooooooooooooooollllllllllllll!!!!!!!!!!!!!!".
    """
    places = some(range(len(cells)), rng, 2, len(cells))
    return changed(cells, places, lambda cell: _times(cell, rng.randint(2, LONGEST))) if places else None


def doubled(cells: Spelling, rng: Random) -> Spelling:
    """Write one letter twice, not one that is double already.

    Source: Hosseini et al. 2017 ("idiiot"); Li et al. 2019 (TextBugger), insertion.
    """
    single = [place for place in range(len(cells)) if not _double(cells, place)]
    return changed(cells, [rng.choice(single or [0])], lambda cell: _times(cell, 2))


def all_doubled(cells: Spelling, rng: Random) -> Spelling:
    """Write every letter twice.

    Source: Rodriguez & Rojas-Galeano 2018, obfuscation by repetition.
    """
    return tuple(_times(cell, 2) for cell in cells)


def drawn_out(cells: Spelling, rng: Random) -> Spelling:
    """Draw out the last letter.

    Source: Brody & Diakopoulos 2011, "Cooooooooooooooollllllllllllll!!!!!!!!!!!!!!", word lengthening.
    """
    return changed(cells, [len(cells) - 1], lambda cell: _times(cell, rng.randint(3, LONGEST)))


def halved(cells: Spelling, rng: Random) -> Spelling | None:
    """Write a double letter once.

    Source: Li et al. 2019 (TextBugger), deletion.
    """
    double = [place for place in range(1, len(cells)) if cells[place].letter == cells[place - 1].letter]
    return changed(cells, [rng.choice(double)], lambda cell: cell.become("", LIKE)) if double else None


def _double(cells: Spelling, place: int) -> bool:
    letter = cells[place].letter
    return any(
        cell.letter == letter for cell in (*cells[max(0, place - 1) : place], *cells[place + 1 : place + 2])
    )


def _times(cell: Cell, times: int) -> Cell:
    return cell.become(cell.text * times)


WAYS = (
    Way("repeats", "one letter repeated", one),
    Way("repeats", "several letters repeated", several),
    Way("repeats", "one letter doubled", doubled),
    Way("repeats", "all letters doubled", all_doubled),
    Way("repeats", "last letter drawn out", drawn_out),
    Way("repeats", "a double letter written once", halved),
)
