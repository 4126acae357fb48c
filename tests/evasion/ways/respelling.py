"""Other spellings for the same sounds."""

from functools import partial
from random import Random

from tests.evasion.spelling import LIKE, Spelling
from tests.evasion.tables import respellings
from tests.evasion.way import Way


def respelt(cells: Spelling, rng: Random, count: int) -> Spelling | None:
    """Write letters by others that sound alike: ph for f, k for ck, z for s, v for u, 0 for o.

    Source: Wikipedia, "Sensational spelling", "Eye dialect" and "Leet"; Eger & Benz 2020 (Zéroe), phonetic;
    Li et al. 2019 (TextBugger).
    """
    plain = "".join(cell.plain or " " for cell in cells)
    found = [
        (match.start(), match.end(), forms)
        for pattern, forms in respellings()
        for match in pattern.finditer(plain)
    ]
    rng.shuffle(found)
    done = 0
    taken: set[int] = set()
    for start, end, forms in found:
        if done == count or taken.intersection(range(start, end)):
            continue
        taken.update(range(start, end))
        form = rng.choice(forms)
        cells = tuple(
            cell.become(form if place == start else "", LIKE) if start <= place < end else cell
            for place, cell in enumerate(cells)
        )
        done += 1
    return cells if done == count else None


WAYS = (
    Way("respelling", "one respelling", partial(respelt, count=1)),
    Way("respelling", "two respellings", partial(respelt, count=2)),
    Way("respelling", "three respellings", partial(respelt, count=3)),
)
