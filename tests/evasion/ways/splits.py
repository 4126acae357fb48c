"""A word cut once, into parts that are no words."""

from functools import partial
from random import Random

from tests.evasion.english import is_word
from tests.evasion.spelling import Spelling, changed
from tests.evasion.way import Way

SIGNS = {
    "dot": (".",),
    "hyphen": ("-",),
    "space": (" ",),
    "underscore": ("_",),
    "slash": ("/",),
    "apostrophe": ("'", "’"),
    "asterisk": ("*",),
    "comma": (",",),
    "colon": (":", ";"),
    "line break": ("\n",),
    "spaced sign": (" - ", " . ", " / "),
    "brackets": ("(", ")", "[", "]"),
    "doubled sign": ("..", "--", "__", "//", "  "),
}


def split(cells: Spelling, rng: Random, signs: tuple[str, ...]) -> Spelling | None:
    """Cut the word once by a sign, into parts that are no English words.

    One letter alone is a part in words of three only.

    Source: Hosseini et al. 2017 ("id.iot"); Li et al. 2019 (TextBugger), a space inserted; Gröndahl et al.
    2018, word boundaries added.
    """
    word = "".join(cell.letter for cell in cells)
    least = 1 if len(word) == 3 else 2
    lengths = range(least, len(word) + 1 - least)
    ends = [end for end in lengths if not is_word(word[:end]) and not is_word(word[end:])]
    sign = rng.choice(signs)
    return changed(cells, [rng.choice(ends) - 1], lambda cell: cell.followed(sign)) if ends else None


WAYS = tuple(Way("splits", f"one cut: {name}", partial(split, signs=signs)) for name, signs in SIGNS.items())
