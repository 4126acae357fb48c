"""Letters of other typefaces that Unicode has as signs of their own."""

from functools import partial
from random import Random

from tests.evasion.spelling import KEPT, LIKE, Cell, Spelling, changed
from tests.evasion.tables import alphabets
from tests.evasion.way import Way

RESEMBLING = ("turned", "currency signs", "Canadian syllabics", "Chinese and Japanese")
_APART = "\u200b"  # between regional indicators, two of which would become a flag
_COMPATIBLE = tuple(face for face in alphabets() if face not in RESEMBLING)


def faced(cells: Spelling, rng: Random, face: str) -> Spelling:
    """Write every letter that a typeface has in it, all small or all capital.

    Source: Unicode Standard Annex #15, compatibility forms; Wikipedia,
    "Mathematical Alphanumeric Symbols", "Enclosed Alphanumerics", "Halfwidth and fullwidth forms".
    """
    alphabet = rng.choice(alphabets()[face])
    return tuple(_set(cell, alphabet, LIKE if face in RESEMBLING else KEPT) for cell in cells)


def turned(cells: Spelling, rng: Random) -> Spelling:
    """Write the word upside down: turned letters, from last to first.

    Source: Wikipedia, "Transformation of text", upside-down text.
    """
    return faced(cells, rng, "turned")[::-1]


def indicated(cells: Spelling, rng: Random) -> Spelling:
    """Write regional indicators, kept from joining into flags by a space or an unseen sign.

    Source: Wikipedia, "Regional indicator symbol"; Discord shows them as letters in blue squares.
    """
    sign = rng.choice((" ", _APART, "\u200d"))
    letters = faced(cells, rng, "regional indicators")
    return (*(cell.followed(sign) for cell in letters[:-1]), letters[-1])


def single(cells: Spelling, rng: Random) -> Spelling | None:
    """Write one letter in another typeface.

    Source: Boucher et al. 2022, "Bad characters", homoglyphs with a budget of one.
    """
    alphabet = rng.choice(alphabets()[rng.choice(_COMPATIBLE)])
    places = [place for place, cell in enumerate(cells) if cell.plain in alphabet]
    return changed(cells, [rng.choice(places)], lambda cell: _set(cell, alphabet, KEPT)) if places else None


def ransom(cells: Spelling, rng: Random) -> Spelling:
    """Write each letter in a typeface of its own, as in a ransom note.

    Source: Wikipedia, "Ransom note effect"; Eger et al. 2019 (VIPER), image-based neighbours.
    """
    return tuple(_set(cell, rng.choice(alphabets()[rng.choice(_COMPATIBLE)]), KEPT) for cell in cells)


def _set(cell: Cell, alphabet: dict[str, str], loss: int) -> Cell:
    return cell.become(alphabet[cell.plain], loss) if cell.plain in alphabet else cell


_OWN = {"turned": turned, "regional indicators": indicated}
WAYS = (
    *(Way("typefaces", face, _OWN.get(face) or partial(faced, face=face)) for face in alphabets()),
    Way("typefaces", "one letter of another typeface", single),
    Way("typefaces", "a typeface for each letter", ransom),
)
