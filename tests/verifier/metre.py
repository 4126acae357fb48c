"""Metre: a line passes when some allowed reading of its words fits the pattern.

A word of one syllable may bear a beat or not; in a longer word the primary stress must bear one. The first
foot, or one after a mark of punctuation, may be turned; a line may end on an extra weak syllable.
Sources: P. Fussell, "Poetic Meter and Poetic Form", 1965; D. Attridge, "Poetic Rhythm", 1995;
"Limerick", The Princeton Encyclopedia of Poetry and Poetics, 4th edition, 2012.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

from tests.verifier.classes import Disagreement, is_vowel
from tests.verifier.phonemes import Reading
from tests.verifier.readings import readings
from tests.verifier.words import Word

MOST_CHANGES = 3  # words of a line that may leave espeak-ng's own reading
MOST_TRIED = 1000  # combinations of readings of one line; any text whatever must end in good time

WEAK, STRONG, ANY = r"\|?[wn]", r"\|?[Snw]", r"\|?[Sn]"
IAMB = f"(?:{WEAK}{STRONG}|\\|[Sn]{WEAK})"
FIRST = f"(?:{WEAK}{STRONG}|{ANY}{WEAK})"
Choice = tuple[Reading, ...]


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of "iambic N", "ballad N" or "anapaestic N", of N feet. Raises KeyError for others."""
    kind, number = name.split()
    feet = int(number)
    if kind == "iambic":
        return re.compile(rf"{FIRST}{IAMB}{{{feet - 1}}}(?:{WEAK})?\|?")
    if kind == "ballad":
        return re.compile(rf"(?:{WEAK}){{0,2}}{ANY}(?:(?:{WEAK}){{1,2}}{STRONG}){{{feet - 1}}}(?:{WEAK})?\|?")
    if kind != "anapaestic":
        raise KeyError(name)
    full, short = f"(?:(?:{WEAK}){{2}}{ANY})", f"(?:{WEAK}{ANY})"
    inner = "|".join(full * at + short + full * (feet - 2 - at) for at in range(feet - 1))
    return re.compile(rf"(?:{WEAK}){{0,2}}{ANY}(?:{full * (feet - 1)}|{inner})(?:{WEAK}){{0,2}}\|?")


def beats(words: tuple[Word, ...], choice: Choice) -> str:
    """The line as a string: S must bear a beat, w is weak, n is free, | a mark of punctuation."""
    found = ""
    for word, reading in zip(words, choice, strict=True):
        stresses = reading.stresses
        if len(stresses) == 1:
            found += "n"
        else:
            # Of two primary stresses, as in a compound, either may bear the beat.
            strong = "S" if stresses.count(2) == 1 else "n"
            found += "".join(strong if s == 2 else "n" if s else "w" for s in stresses)
        found += "|" if word.pause else ""
    return re.sub(r"\|+", "|", found)


def options(words: tuple[Word, ...], verse: bool) -> list[Choice]:
    """The readings of each word of a line; in verse also those that lean on the next word."""
    found: list[Choice] = []
    for at, word in enumerate(words):
        all_of = [reading for reading in readings(word.text) if verse or not reading.verse]
        after = words[at + 1].text if at + 1 < len(words) else ""
        if (
            verse
            and after
            and not word.pause
            and (sounds := readings(after)[0].sounds)
            and is_vowel(sounds[0])
        ):
            strict = all_of[0].phones
            # The eternal, many a, to enlarge: a weak vowel runs into the next (synaloepha).
            small = word.text.lower() in ("the", "to")
            weak = len(strict) > 3 and strict[-1].symbol == "i:" and strict[-1].stress == 0
            if small or weak:
                all_of.append(Reading(strict[:-1], why=Disagreement.ELISION, verse=True))
        # Readings that differ in their sounds alone are one to a metre; the first is the nearest.
        unique: dict[tuple[int, ...], Reading] = {}
        for reading in all_of:
            unique.setdefault(reading.stresses, reading)
        found.append(tuple(unique.values()))
    return found


def choices(of: list[Choice]) -> Iterator[Choice]:
    """Combinations of readings, those with the fewest words changed first."""
    strict = tuple(each[0] for each in of)
    yield strict
    open_to = [at for at, each in enumerate(of) if len(each) > 1]
    tried = 1
    for changes in range(1, MOST_CHANGES + 1):
        for places in combinations(open_to, changes):
            for others in product(*(of[at][1:] for at in places)):
                tried += 1
                if tried > MOST_TRIED:
                    return
                new = list(strict)
                for at, reading in zip(places, others, strict=True):
                    new[at] = reading
                yield tuple(new)


def reach(words: tuple[Word, ...], syllables: int | None, metre: str | None) -> Choice | None:
    """The readings, nearest to espeak-ng's own, by which a line has this measure; else none."""
    fits = pattern(metre) if metre else None
    for choice in choices(options(words, metre is not None)):
        if syllables is not None and sum(reading.count for reading in choice) != syllables:
            continue
        if fits is None or fits.fullmatch(beats(words, choice)):
            return choice
    return None
