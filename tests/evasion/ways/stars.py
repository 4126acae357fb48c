"""Letters hidden behind stars and other signs, as editors have long done."""

from functools import partial
from random import Random

from tests.evasion.spelling import LOST, Spelling, allowance, changed, some
from tests.evasion.way import Way

VOWELS = "aeiou"
SIGNS = ("*", "#", "-", "_", ".", "?", "%", "•", "×", "■", "–")
_GRAWLIX = "@#$%&*!"


def one(cells: Spelling, rng: Random, sign: str = "") -> Spelling | None:
    """Hide one letter behind the first, of those that are still plain.

    Source: Wikipedia, "Bowdlerization" and "Profanity"; Rodriguez & Rojas-Galeano 2018.
    """
    places = [place for place, cell in enumerate(cells) if place and cell.plain]
    return _hidden(cells, [rng.choice(places)], sign or rng.choice(SIGNS[1:])) if places else None


def vowel(cells: Spelling, rng: Random) -> Spelling | None:
    """Hide one vowel.

    Source: Wikipedia, "Bowdlerization"; Gröndahl et al. 2018 on spellings that keep the consonants.
    """
    places = _vowels(cells)
    return _hidden(cells, [rng.choice(places)], rng.choice(SIGNS)) if places else None


def vowels(cells: Spelling, rng: Random) -> Spelling | None:
    """Hide all vowels behind the first letter, of which there are two at least, and half the word at most.

    Source: Wikipedia, "Disemvoweling" and "Bowdlerization".
    """
    places = _vowels(cells)
    fits = 2 <= len(places) <= allowance(cells, LOST)
    return _hidden(cells, places, rng.choice(SIGNS)) if fits else None


def run(cells: Spelling, rng: Random) -> Spelling | None:
    """Hide a run of inner letters, half the word at most; the first and the last letter stay.

    Source: Wikipedia, "Bowdlerization" ("d—n"); a run of all but the ends would leave nothing to know it by.
    """
    most = min(allowance(cells, LOST), len(cells) - 2)
    if most < 2:
        return None
    length = rng.randint(2, most)
    start = rng.randint(1, len(cells) - 1 - length)
    return _hidden(cells, range(start, start + length), rng.choice(SIGNS))


def several(cells: Spelling, rng: Random) -> Spelling | None:
    """Hide several letters behind the first, in any places, half the word at most.

    Source: Rodriguez & Rojas-Galeano 2018, obfuscation; Wikipedia, "Wordfilter" on partial masking.
    """
    places = some(range(1, len(cells)), rng, 2, allowance(cells, LOST))
    return _hidden(cells, places, rng.choice(SIGNS)) if places else None


def grawlix(cells: Spelling, rng: Random) -> Spelling | None:
    """Put a different sign for each of several letters behind the first.

    Source: Wikipedia, "Grawlix".
    """
    places = some(range(1, len(cells)), rng, 2, allowance(cells, LOST))
    return changed(cells, places, lambda cell: cell.become(rng.choice(_GRAWLIX), LOST)) if places else None


def dropped(cells: Spelling, rng: Random) -> Spelling:
    """Put an apostrophe for one letter behind the first.

    Source: Wikipedia, "Minced oath" (shortened forms).
    """
    return _hidden(cells, [rng.randrange(1, len(cells) - 1)], rng.choice("'’"))


def _vowels(cells: Spelling) -> list[int]:
    return [place for place, cell in enumerate(cells) if place and cell.plain and cell.plain in VOWELS]


def _hidden(cells: Spelling, places: list[int] | range, sign: str) -> Spelling:
    return changed(cells, places, lambda cell: cell.become(sign, LOST))


WAYS = (
    Way("stars", "one letter starred", partial(one, sign="*")),
    Way("stars", "one letter behind a sign", one),
    Way("stars", "one vowel hidden", vowel),
    Way("stars", "all vowels hidden", vowels),
    Way("stars", "a run of letters hidden", run),
    Way("stars", "several letters hidden", several),
    Way("stars", "grawlix", grawlix),
    Way("stars", "an apostrophe for a letter", dropped),
)
