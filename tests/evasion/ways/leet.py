"""Digits, signs and pictures for letters."""

from functools import partial
from random import Random

from tests.evasion.spelling import LIKE, LOST, Cell, Spelling, allowance, changed, some
from tests.evasion.tables import substitutes
from tests.evasion.way import Way

_LOSS = {"digit": LIKE, "sign": LIKE, "emoji": LIKE, "composite": LOST}


def leet(cells: Spelling, rng: Random, kinds: tuple[str, ...], share: str) -> Spelling | None:
    """Write digits, signs, several signs that draw a letter, or emoji for one, several or all letters.

    Signs that draw a letter together count as lost letters, since runs of them (``|_|||2``) cannot be read.

    Source: Wikipedia, "Leet"; Gröndahl et al. 2018, "All you need is 'love'" (leetspeak); Eger et al. 2019
    ("!d10t"); Li et al. 2019 (TextBugger), Sub-C; Rodriguez & Rojas-Galeano 2018, obfuscation. Emoji: Kirk et
    al. 2022, "Hatemoji", emoji in place of letters and words.
    """
    tables = substitutes("leet.tsv")
    choices = {
        place: [(kind, sign) for kind in kinds for sign in tables[kind].get(cell.plain, ())]
        for place, cell in enumerate(cells)
    }
    fitting = [place for place in choices if choices[place]]
    if "composite" in kinds:  # the first letter is never lost
        fitting = [place for place in fitting if place]
    worst = max(_LOSS[kind] for kind in kinds)
    most = min(len(fitting), allowance(cells, worst))
    least = {"one": 1, "several": 2, "all": most}[share]
    places = some(fitting, rng, least, 1 if share == "one" else most) if most else None
    if not places:
        return None
    return tuple(
        _become(cell, *rng.choice(choices[place])) if place in places else cell
        for place, cell in enumerate(cells)
    )


def typewritten(cells: Spelling, rng: Random) -> Spelling | None:
    """Write 1 for l and for i, and 0 for o, all of them: the oldest swaps, from typewriters.

    Source: Wikipedia, "Homoglyph" and "Leet".
    """
    swaps = {"l": "1", "i": "1", "o": "0"}
    places = [place for place, cell in enumerate(cells) if cell.plain in swaps]
    return changed(cells, places, lambda cell: cell.become(swaps[cell.plain], LIKE)) if places else None


def _become(cell: Cell, kind: str, sign: str) -> Cell:
    return cell.become(sign, _LOSS[kind])


_KINDS = {
    "digit": ("digit",),
    "sign": ("sign",),
    "digit or sign": ("digit", "sign"),
    "drawn letter": ("composite",),
    "emoji letter": ("emoji",),
}
WAYS = (
    *(
        Way("leet", f"{share}: {name}", partial(leet, kinds=kinds, share=share))
        for name, kinds in _KINDS.items()
        for share in ("one", "several", "all")
        if (name, share) not in (("drawn letter", "all"), ("emoji letter", "all"))
    ),
    Way("leet", "typewriter digits", typewritten),
)
