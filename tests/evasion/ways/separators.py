"""Signs, spaces and lines between all letters or groups of them."""

from functools import partial
from itertools import pairwise
from random import Random

from tests.evasion.english import is_word
from tests.evasion.spelling import Spelling, between, changed, some
from tests.evasion.way import Way

SIGNS = {
    "spaced": (" ",),
    "dotted": (".",),
    "hyphenated": ("-",),
    "underscored": ("_",),
    "slashed": ("/", "\\"),
    "commas": (",",),
    "asterisks": ("*",),
    "tildes": ("~",),
    "bars": ("|",),
    "plus signs": ("+",),
    "middle dots": ("·", "•", "‧", "∙"),
    "dashes": ("–", "—", "‐", "−"),
    "spaced out": ("  ", "   "),
    "other spaces": ("\u00a0", "\u2002", "\u2003", "\u2009", "\u202f", "\u3000"),
    "blanks that are letters": ("\u3164", "\u2800"),  # Hangul filler, empty Braille cell
    "spaced dots": (" . ", ". "),
    "spaced hyphens": (" - ",),
}
_MIXED = (" ", ".", "-", "_", "/", ",", "*", "~", "'", "+", "|", ":", ";", "=", "^", "·")
_EMOJI = ("👏", "🔥", "💀", "✨", "🌸", "😂", "❤️", "🙂")


def apart(cells: Spelling, rng: Random, signs: tuple[str, ...]) -> Spelling:
    """Put the same sign between all letters.

    Source: Hosseini et al. 2017, "Deceiving Google's Perspective API" (dots and spaces between letters);
    Gröndahl et al. 2018 (word boundaries added); Rodriguez & Rojas-Galeano 2018 (bogus signs).
    """
    sign = rng.choice(signs)
    return between(cells, lambda: sign)


def mixed(cells: Spelling, rng: Random) -> Spelling:
    """Put different signs between the letters.

    Source: Rodriguez & Rojas-Galeano 2018, bogus signs; Eger & Benz 2020 (Zéroe), intrusion.
    """
    return between(cells, lambda: rng.choice(_MIXED))


def lines(cells: Spelling, rng: Random, start: str) -> Spelling:
    """Write each letter on a line of its own.

    Source: Gröndahl et al. 2018 (white space added); quotes and lists: Discord, "Markdown Text 101".
    """
    return (
        cells[0].wrapped(start, "\n"),
        *(cell.wrapped(start, "\n") for cell in cells[1:-1]),
        cells[-1].wrapped(start, ""),
    )


def groups(cells: Spelling, rng: Random) -> Spelling | None:
    """Cut the word at two or three places, by the same sign; not all of the parts are English words.

    Source: Eger & Benz 2020 (Zéroe), segmentation and intrusion.
    """
    places = some(range(len(cells) - 1), rng, 2, min(3, len(cells) - 2))
    sign = rng.choice((" ", ".", "-", "_", "/", "*", "'"))
    word = "".join(cell.letter for cell in cells)
    cuts = [0, *(place + 1 for place in places or ()), len(word)]
    if all(is_word(word[start:end]) for start, end in pairwise(cuts)):
        return None
    return changed(cells, places, lambda cell: cell.followed(sign)) if places else None


def pictured(cells: Spelling, rng: Random) -> Spelling:
    """Put the same emoji between all letters, with or without spaces.

    Source: Kirk et al. 2022, "Hatemoji", emoji put into text.
    """
    sign = rng.choice(("", " ")).join(("", rng.choice(_EMOJI), ""))
    return between(cells, lambda: sign)


WAYS = (
    *(Way("separators", name, partial(apart, signs=signs)) for name, signs in SIGNS.items()),
    Way("separators", "mixed separators", mixed),
    Way("separators", "each letter on a line", partial(lines, start="")),
    Way("separators", "each letter on a quoted line", partial(lines, start="> ")),
    Way("separators", "each letter on a list's line", partial(lines, start="- ")),
    Way("separators", "groups of letters", groups),
    Way("separators", "emoji between letters", pictured),
)
