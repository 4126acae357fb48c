"""Signs that cannot be seen, between the letters."""

from functools import partial
from random import Random

from tests.evasion.spelling import Spelling, between, changed
from tests.evasion.way import Way

ZERO_WIDTH = {
    "zero width space": "\u200b",
    "zero width non-joiner": "\u200c",
    "zero width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
}
SOFT_HYPHEN = "\u00ad"
# Mongolian vowel separator, grapheme joiner, function application, invisible times and plus, Hangul filler.
RARE = ("\u180e", "\u034f", "\u2061", "\u2062", "\u2064", "\u1160")
VARIATIONS = tuple(map(chr, range(0xFE00, 0xFE10)))
TAG = 0xE0000  # plus a letter's ASCII code: the letter as an invisible tag


def once(cells: Spelling, rng: Random, signs: tuple[str, ...]) -> Spelling:
    """Put one invisible sign between two letters.

    Source: Boucher et al. 2022, "Bad characters", invisible characters (ZWSP, ZWNJ, ZWJ); Unicode Technical
    Report #36 on signs that are not shown.
    """
    return changed(cells, [rng.randrange(len(cells) - 1)], lambda cell: cell.followed(rng.choice(signs)))


def throughout(cells: Spelling, rng: Random, signs: tuple[str, ...]) -> Spelling:
    """Put an invisible sign between all letters, now and then two or three.

    Source: Boucher et al. 2022, invisible characters, with a larger budget of changes.
    """
    return between(cells, lambda: rng.choice(signs) * rng.choice((1, 1, 1, 2, 3)))


def tagged(cells: Spelling, rng: Random) -> Spelling:
    """Put tag letters, which spell something else unseen, inside the word.

    Source: Unicode Technical Report #36 on signs that are not shown; the block Tags, U+E0000 to U+E007F.
    """
    unseen = "".join(chr(TAG + ord(letter)) for letter in rng.choice(("ok", "fine", "x", "rose")))
    return changed(cells, [rng.randrange(len(cells) - 1)], lambda cell: cell.followed(unseen))


_ALL = tuple(ZERO_WIDTH.values())
WAYS = (
    *(Way("invisible", f"one {name}", partial(once, signs=(sign,))) for name, sign in ZERO_WIDTH.items()),
    *(
        Way("invisible", f"{name}s throughout", partial(throughout, signs=(sign,)))
        for name, sign in ZERO_WIDTH.items()
    ),
    Way("invisible", "zero width signs mixed", partial(throughout, signs=_ALL)),
    Way("invisible", "one soft hyphen", partial(once, signs=(SOFT_HYPHEN,))),
    Way("invisible", "soft hyphens throughout", partial(throughout, signs=(SOFT_HYPHEN,))),
    Way("invisible", "one rare invisible sign", partial(once, signs=RARE)),
    Way("invisible", "rare invisible signs throughout", partial(throughout, signs=RARE)),
    Way("invisible", "variation selectors throughout", partial(throughout, signs=VARIATIONS)),
    Way("invisible", "tag letters", tagged),
)
