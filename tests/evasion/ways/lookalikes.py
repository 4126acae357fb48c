"""Letters of other scripts, and of Latin itself, that look like those of the word."""

from functools import partial
from random import Random

from tests.evasion.spelling import KEPT, LIKE, Cell, Spelling, allowance, changed, some
from tests.evasion.tables import substitutes
from tests.evasion.way import Way

SCRIPTS = ("Cyrillic", "Greek", "Armenian", "Cherokee", "Latin")
_FAUX = "faux Cyrillic"
_JOINED = {"m": ("rn", "nn"), "w": ("vv", "uu"), "d": ("cl",)}


def alike(cells: Spelling, rng: Random, script: str, share: str) -> Spelling | None:
    """Write one, several or all letters that have a lookalike in a script with it.

    Source: Unicode Technical Standard #39, confusables; Wikipedia, "Homoglyph" and "IDN homograph attack";
    Boucher et al. 2022, "Bad characters", homoglyphs; Li et al. 2019 (TextBugger), Sub-C.
    """
    table = substitutes("lookalikes.tsv")[script]
    loss = LIKE if script == _FAUX else KEPT
    fitting = [place for place, cell in enumerate(cells) if cell.plain in table]
    places = _share(fitting, rng, share, allowance(cells, LIKE) if loss else len(cells))
    return (
        changed(cells, places, lambda cell: cell.become(rng.choice(table[cell.plain]), loss))
        if places
        else None
    )


def scripts_mixed(cells: Spelling, rng: Random) -> Spelling:
    """Write every letter with a lookalike out of a script drawn for it.

    Source: Unicode Technical Report #36, 2.2, mixed-script spoofing.
    """
    return tuple(_of_any(cell, rng) for cell in cells)


def capital_i(cells: Spelling, rng: Random) -> Spelling | None:
    """Write a capital I for l, or a small l for i.

    Source: Wikipedia, "Homoglyph"; Unicode Technical Report #36, 2.3, single-script spoofing.
    """
    swaps = {"l": "I", "i": "l"}
    places = [place for place, cell in enumerate(cells) if cell.plain in swaps]
    return changed(cells, places, lambda cell: cell.become(swaps[cell.plain])) if places else None


def joined(cells: Spelling, rng: Random) -> Spelling | None:
    """Write two letters that together look like one: rn for m, vv for w, cl for d.

    Source: Unicode Technical Report #36, 2.3; Wikipedia, "Homoglyph", multi-letter homoglyphs.
    """
    fitting = [place for place, cell in enumerate(cells) if cell.plain in _JOINED]
    places = _share(fitting, rng, "several", allowance(cells, LIKE))
    return (
        changed(cells, places, lambda cell: cell.become(rng.choice(_JOINED[cell.plain]), LIKE))
        if places
        else None
    )


def _share(places: list[int], rng: Random, share: str, most: int) -> list[int] | None:
    if share == "all" and len(places) > 1:
        return places if len(places) <= most else some(places, rng, most, most)
    least, largest = {"one": (1, 1), "several": (2, max(2, len(places) - 1)), "all": (2, 2)}[share]
    return some(places, rng, least, min(largest, most))


def _of_any(cell: Cell, rng: Random) -> Cell:
    tables = substitutes("lookalikes.tsv")
    scripts = [script for script in SCRIPTS if cell.plain in tables[script]]
    return cell.become(rng.choice(tables[rng.choice(scripts)][cell.plain])) if scripts else cell


WAYS = (
    *(
        Way("lookalikes", f"{share} {script}", partial(alike, script=script, share=share))
        for script in (*SCRIPTS, _FAUX)
        for share in ("one", "several", "all")
    ),
    Way("lookalikes", "several scripts mixed", scripts_mixed),
    Way("lookalikes", "I for l, l for i", capital_i),
    Way("lookalikes", "two letters that look like one", joined),
)
