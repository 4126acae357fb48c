"""Letters left out, changed or swapped, vowels above all."""

from random import Random

from tests.evasion.spelling import LIKE, LOST, Spelling, allowance, changed
from tests.evasion.way import Way

VOWELS = "aeiou"


def vowel_dropped(cells: Spelling, rng: Random) -> Spelling | None:
    """Leave out one vowel behind the first letter.

    Source: Eger & Benz 2020 (Zéroe), disemvowel; Li et al. 2019 (TextBugger), deletion.
    """
    places = [place for place in _vowels(cells) if place]
    return changed(cells, [rng.choice(places)], lambda cell: cell.become("", LOST)) if places else None


def disemvoweled(cells: Spelling, rng: Random) -> Spelling | None:
    """Leave out all vowels behind the first letter, if there are two or more and no more than half the word.

    Source: Wikipedia, "Disemvoweling"; Eger & Benz 2020 (Zéroe), disemvowel.
    """
    places = [place for place in _vowels(cells) if place]
    fits = 2 <= len(places) <= allowance(cells, LOST)
    return changed(cells, places, lambda cell: cell.become("", LOST)) if fits else None


def vowel_doubled(cells: Spelling, rng: Random) -> Spelling | None:
    """Write one vowel twice.

    Source: Hosseini et al. 2017, "Deceiving Google's Perspective API" ("idiiot").
    """
    places = _vowels(cells)
    return changed(cells, [rng.choice(places)], lambda cell: cell.become(cell.text * 2)) if places else None


def vowel_changed(cells: Spelling, rng: Random) -> Spelling | None:
    """Write another vowel for one behind the first letter.

    Source: Wikipedia, "Minced oath" (sounds changed); Eger & Benz 2020 (Zéroe), phonetic.
    """
    places = [place for place in _vowels(cells) if place]
    if not places or len(cells) < 4:
        return None
    place = rng.choice(places)
    other = rng.choice([vowel for vowel in VOWELS if vowel != cells[place].letter])
    return changed(cells, [place], lambda cell: cell.become(other, LOST))


def consonant_dropped(cells: Spelling, rng: Random) -> Spelling | None:
    """Leave out one consonant inside the word.

    Source: Li et al. 2019 (TextBugger), deletion of a letter that is neither first nor last.
    """
    inner = range(1, len(cells) - 1) if len(cells) > 4 else ()  # "damn" would become "dan"
    places = [place for place in inner if cells[place].plain and cells[place].plain not in VOWELS]
    return changed(cells, [rng.choice(places)], lambda cell: cell.become("", LOST)) if places else None


def swapped(cells: Spelling, rng: Random) -> Spelling | None:
    """Swap two neighbours behind the first letter.

    Source: Li et al. 2019 (TextBugger), swap; Eger & Benz 2020 (Zéroe), inner shuffle; Rawlinson 1976.
    """
    if len(cells) < 4:
        return None
    place = rng.randrange(1, len(cells) - 1)
    one, two = (cell.become(cell.text, LIKE) for cell in cells[place : place + 2])
    return (*cells[:place], two, one, *cells[place + 2 :])


def _vowels(cells: Spelling) -> list[int]:
    return [place for place, cell in enumerate(cells) if cell.plain and cell.plain in VOWELS]


WAYS = (
    Way("vowels", "one vowel dropped", vowel_dropped),
    Way("vowels", "all vowels dropped", disemvoweled),
    Way("vowels", "one vowel doubled", vowel_doubled),
    Way("vowels", "one vowel changed", vowel_changed),
    Way("vowels", "one consonant dropped", consonant_dropped),
    Way("vowels", "neighbours swapped", swapped),
)
