"""Rhyme: the same sounds from the last stressed vowel on, after another onset.

Source: "Rhyme", The Princeton Encyclopedia of Poetry and Poetics, 4th edition, 2012.
"""

from dataclasses import dataclass

from tests.verifier.classes import Disagreement
from tests.verifier.phonemes import Phone, Reading
from tests.verifier.readings import readings
from tests.verifier.words import Word

# Words that lean on the one before, so that both make one rhyme: poet, know it.
LEANING = frozenset(
    ("it", "me", "him", "her", "you", "us", "them", "thee", "is", "of", "in", "on", "to", "so", "up", "out")
)


@dataclass(frozen=True)
class Rhyme:
    """How two line ends sound together.

    ``holds``: they rhyme; ``why``: a reading beside espeak-ng's own, or the kind of near rhyme that it is.
    """

    holds: bool
    why: Disagreement | None = None


@dataclass(frozen=True)
class Ending:
    """One reading of a line's end: the sounds that must agree, the onset that must not, and the whole."""

    onset: tuple[str, ...]
    rest: tuple[str, ...]
    whole: tuple[str, ...]
    voice: str
    why: Disagreement | None


def onset_of(cluster: tuple[str, ...]) -> tuple[str, ...]:
    """The longest end of a run of consonants with which an English syllable may begin."""
    if len(cluster) >= 3 and cluster[-3] == "s" and cluster[-2] in "ptk" and cluster[-1] in "rljw":
        return cluster[-3:]
    if len(cluster) >= 2:
        first, second = cluster[-2:]
        if (second in "rljw" and first not in "lrmnNjw") or (first == "s" and second in "ptkmnf"):
            return cluster[-2:]
    return cluster[-1:]


def _ending(reading: Reading, at: int, why: Disagreement | None) -> Ending:
    sounds = reading.sounds
    start = at
    while start > 0 and not reading.phones[start - 1].vowel:
        start -= 1
    rest = ("3" if sounds[at] == "3:" and at == len(sounds) - 1 else sounds[at], *sounds[at + 1 :])
    return Ending(onset_of(sounds[start:at]), rest, sounds, reading.voice, why)


def endings(words: tuple[Word, ...]) -> list[Ending]:
    """Every reading of a line's end, espeak-ng's own first."""
    if not words:
        return []
    found: list[Ending] = []
    for reading in readings(words[-1].text):
        vowels = [at for at, phone in enumerate(reading.phones) if phone.vowel]
        if not vowels:
            continue
        strongest = max(reading.phones[at].stress for at in vowels)
        stressed = [at for at in vowels if reading.phones[at].stress == strongest][-1]
        found.append(_ending(reading, stressed, reading.why))
        # Immortality, me: after a weak syllable the last may bear a beat, and so a rhyme.
        if len(vowels) > 1 and vowels[-1] != stressed:
            last = reading.phones[vowels[-1]]
            full = last.symbol not in ("@", "I", "3", "i:")
            if last.stress == 1 or full or vowels.index(stressed) <= len(vowels) - 3:
                found.append(_ending(reading, vowels[-1], reading.why or Disagreement.STRESS))
    if len(words) > 1 and words[-1].text.lower() in LEANING:
        before, after = readings(words[-2].text)[0], readings(words[-1].text)[0]
        tail = tuple(Phone(phone.symbol) for phone in after.phones)
        joined = Reading(before.phones + tail)
        stressed_at = [at for at, phone in enumerate(joined.phones) if phone.stress == 2]
        if stressed_at:
            found.append(_ending(joined, stressed_at[-1], Disagreement.MOSAIC))
    return found


def compare(first: tuple[Word, ...], second: tuple[Word, ...]) -> Rhyme:
    """Whether two lines rhyme, by espeak-ng's own readings if they do, else by others of one voice."""
    if not first or not second:
        return Rhyme(False, Disagreement.UNKNOWN_WORD)
    if first[-1].text.lower() == second[-1].text.lower():
        mine, yours = endings(first), endings(second)
        mosaic = [a for a in mine if a.why is Disagreement.MOSAIC]
        if not any(a.rest == b.rest and a.onset != b.onset for a in mosaic for b in yours):
            return Rhyme(False, Disagreement.IDENTICAL)
        return Rhyme(True, Disagreement.MOSAIC)
    best: Rhyme | None = None
    same = False
    for one in endings(first):
        for two in endings(second):
            if one.voice != two.voice or one.rest != two.rest:
                continue
            if one.onset == two.onset:
                same = True
                continue
            why = one.why or two.why
            if why is None:
                return Rhyme(True)
            best = best or Rhyme(True, why)
    if best:
        return best
    return Rhyme(False, Disagreement.IDENTICAL if same else near(first[-1].text, second[-1].text))


def near(first: str, second: str) -> Disagreement | None:
    """The kind of near rhyme of two words that do not rhyme."""
    a, b = first.lower(), second.lower()
    if a[-3:] == b[-3:] and len(a) >= 3:
        return Disagreement.EYE_RHYME
    mine, yours = readings(first)[0].sounds, readings(second)[0].sounds
    if mine and yours and mine[-1] == yours[-1] and not Phone(mine[-1]).vowel:
        return Disagreement.SLANT_RHYME
    return None
