"""Accents and other marks on the letters."""

from functools import cache, partial
from random import Random
from unicodedata import combining, normalize

from tests.evasion.spelling import Cell, Spelling, allowance, changed, some
from tests.evasion.way import Way

MARKS = tuple(mark for mark in map(chr, range(0x0300, 0x0370)) if combining(mark) in (220, 230))
ACCENTS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328"
STROKES = ("\u0335", "\u0336", "\u0337", "\u0338")  # short and long, level and slanting
ENCLOSING = ("\u20dd", "\u20de", "\u20df", "\u20e3")  # circle, square, diamond, keycap
MOST = 12  # marks on one letter; more would cover the lines above and below


def one(cells: Spelling, rng: Random) -> Spelling:
    """Put one combining mark on one letter, not the last.

    Source: Eger et al. 2019 (VIPER), image-based and description-based neighbours; Unicode chart U0300.
    """
    return changed(cells, [rng.randrange(len(cells) - 1)], lambda cell: _on(cell, rng.choice(MARKS)))


def each(cells: Spelling, rng: Random, marks: tuple[str, ...]) -> Spelling:
    """Put a combining mark on every letter.

    Source: Eger et al. 2019 (VIPER) at probability 1; Wikipedia, "Combining Diacritical Marks" and, for
    strokes, "Strikethrough".
    """
    return tuple(_on(cell, rng.choice(marks)) for cell in cells)


def stacked(cells: Spelling, rng: Random) -> Spelling:
    """Heap combining marks on every letter.

    Source: Wikipedia, "Zalgo text".
    """
    return tuple(_on(cell, "".join(rng.choices(MARKS, k=rng.randint(3, MOST)))) for cell in cells)


def accented(cells: Spelling, rng: Random, most: int | None = None) -> Spelling | None:
    """Write letters with an accent, as Unicode has them composed.

    Source: Eger et al. 2019 (VIPER), the "easy" letters: a diacritic on each; Wikipedia, "Metal umlaut".
    """
    places = some([place for place, cell in enumerate(cells) if _composed(cell.plain)], rng, 1, most)
    return (
        changed(cells, places, lambda cell: cell.become(rng.choice(_composed(cell.plain))))
        if places
        else None
    )


def every_accented(cells: Spelling, rng: Random) -> Spelling | None:
    """Write every letter that can take one with an accent.

    Source: Eger et al. 2019 (VIPER) at probability 1.
    """
    return tuple(
        cell.become(rng.choice(_composed(cell.plain))) if _composed(cell.plain) else cell for cell in cells
    )


def enclosed(cells: Spelling, rng: Random) -> Spelling:
    """Draw an enclosing circle, square, diamond or key around every letter.

    Source: Unicode chart U20D0, Combining Diacritical Marks for Symbols.
    """
    sign = rng.choice(ENCLOSING)
    return tuple(_on(cell, sign) for cell in cells)


def overlaid(cells: Spelling, rng: Random) -> Spelling | None:
    """Cross out letters with a stroke, half of them at most, for what is under it reads with effort.

    Source: Unicode chart U0300, overlays; Wikipedia, "Strikethrough".
    """
    places = some(range(len(cells) - 1), rng, 1, allowance(cells, 1))
    return changed(cells, places, lambda cell: _on(cell, rng.choice(STROKES))) if places else None


@cache
def _composed(letter: str) -> tuple[str, ...]:
    forms = (normalize("NFC", letter + accent) for accent in ACCENTS) if letter else ()
    return tuple(form for form in forms if len(form) == 1)


def _on(cell: Cell, marks: str) -> Cell:
    return cell.become(cell.text + marks)


WAYS = (
    Way("marks", "one combining mark", one),
    Way("marks", "a combining mark on each letter", partial(each, marks=MARKS)),
    Way("marks", "stacked combining marks", stacked),
    Way("marks", "one accent", partial(accented, most=1)),
    Way("marks", "some accents", accented),
    Way("marks", "an accent on each letter", every_accented),
    Way("marks", "struck through", partial(each, marks=STROKES[1:2])),
    Way("marks", "strokes through some letters", overlaid),
    Way("marks", "enclosing marks", enclosed),
)
