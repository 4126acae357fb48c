"""Small letters and capitals mixed; the only ways that a filter without regard to case is sure to undo."""

from random import Random

from tests.evasion.spelling import Cell, Spelling, changed, some
from tests.evasion.way import Way


def alternating(cells: Spelling, rng: Random) -> Spelling:
    """Write every second letter as a capital, from the first or the second on.

    Source: Wikipedia, "Alternating caps" and "Studly caps".
    """
    return changed(cells, range(rng.randrange(2), len(cells), 2), _capital)


def mixed(cells: Spelling, rng: Random) -> Spelling | None:
    """Write letters drawn by chance as capitals, the last or an inner one among them.

    Source: Wikipedia, "Studly caps"; Li et al. 2019 (TextBugger) count on filters that tell cases apart.
    """
    places = some(range(1, len(cells)), rng, 1, len(cells) - 2)
    return None if places is None else changed(cells, places, _capital)


def inner(cells: Spelling, rng: Random) -> Spelling:
    """Write one letter behind the first as a capital.

    Source: Wikipedia, "Camel case"; the least that defeats a comparison of whole words.
    """
    return changed(cells, [rng.randrange(1, len(cells))], _capital)


def _capital(cell: Cell) -> Cell:
    return cell.become(cell.text.upper())


WAYS = (
    Way("case", "alternating capitals", alternating),
    Way("case", "mixed capitals", mixed),
    Way("case", "one inner capital", inner),
)
