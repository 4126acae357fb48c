"""What English verse in metre may do with a word's syllables that speech does not.

The rules are those of E. A. Abbott, A Shakespearian Grammar (1870), 460-479, and of R. Bridges, Milton's
Prosody (1921): syncope ("wand'ring"), the endings of "heaven" and "even", vowels that run together
("glorious" in two), and the old full endings ("passi-on").
"""

from collections.abc import Iterator

from bot.domain.prosody.attaching import dropped
from bot.domain.prosody.sounds import VOWELS, Reading, reading_of

_WEAK = frozenset(("AH0", "IH0", "ER0"))
_GLIDES = frozenset(("AY", "AW", "OY"))
_HUSHED = frozenset(("SH", "ZH", "CH", "JH"))
_SPRITE = {"spirit": ("S", "P", "IH1", "R", "T"), "spirits": ("S", "P", "IH1", "R", "T", "S")}

Sounds = tuple[str, ...]


def licensed(word: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the readings, and after them those that verse in metre allows besides, marked as licence."""
    counts = {reading.syllables for reading in readings}
    more: dict[Sounds, Reading] = {}
    for reading in readings:
        if not reading.sounds or reading.licence:
            continue
        for way in _ways(word, reading):
            if way.syllables not in counts:
                more.setdefault(way.sounds, Reading(way.stress, way.sounds, licence=True))
    return (*readings, *list(more.values())[:8])


def _ways(word: str, reading: Reading) -> Iterator[Reading]:
    yield from _syncope(reading)
    yield from _soft_ending(word, reading)
    yield from _run_together(reading)
    yield from _full_ending(word, reading)
    if word in _SPRITE:
        yield reading_of(_SPRITE[word])


def _syncope(reading: Reading) -> Iterator[Reading]:
    """Yield "gen'ral" and "mem'ry": a weak vowel after the stress, before r, l or n and another."""
    sounds = reading.sounds
    vowels = [place for place, sound in enumerate(sounds) if sound[:2] in VOWELS]
    for before, place, after in zip(vowels, vowels[1:], vowels[2:], strict=False):
        if sounds[before][-1] == "0" or sounds[place] not in _WEAK or sounds[after][-1] != "0":
            continue
        between = sounds[place + 1 : after]
        liquid = (
            not between if sounds[place] == "ER0" else len(between) == 1 and between[0] in ("R", "L", "N")
        )
        if liquid and place - before > 1:
            yield dropped(reading, place)


def _soft_ending(word: str, reading: Reading) -> Iterator[Reading]:
    """Yield "heav'n", "heav'nly" and "fall'n": the e of -ven before no vowel, and of a final -len."""
    sounds = reading.sounds
    for place in range(2, len(sounds) - 1):
        if sounds[place] in ("AH0", "IH0") and sounds[place + 1] == "N":
            after = sounds[place + 2 : place + 3]
            if (sounds[place - 1] == "V" and "ven" in word and (not after or after[0][:2] not in VOWELS)) or (
                sounds[place - 1] == "L" and word.endswith("len")
            ):
                yield dropped(reading, place)


def _run_together(reading: Reading) -> Iterator[Reading]:
    """Yield "pow'r" and "vi'let" (a weak vowel after a diphthong), and "glor-yus" (i before a weak vowel)."""
    sounds = reading.sounds
    for place in range(1, len(sounds)):
        if sounds[place] in _WEAK and sounds[place - 1][:2] in _GLIDES and sounds[place - 1][-1] in "12":
            yield dropped(reading, place)
        elif sounds[place] in _WEAK and sounds[place - 1] == "IY0":
            yield reading_of((*sounds[: place - 1], "Y", *sounds[place:]))


def _full_ending(word: str, reading: Reading) -> Iterator[Reading]:
    """Yield "passi-on", "patie-ence" and "preci-ous" in their old full length."""
    sounds = reading.sounds
    for ending in ("ion", "ions", "ious", "ience", "ient", "ial", "ian", "ians"):
        size = 3 if ending in ("ions", "ience", "ient", "ians") else 2
        if word.endswith(ending) and len(sounds) > size and sounds[-size] == "AH0":
            if sounds[-size - 1] in _HUSHED:
                yield reading_of((*sounds[:-size], "IY0", *sounds[-size:]))
            elif sounds[-size - 1] == "Y":
                yield reading_of((*sounds[: -size - 1], "IY0", *sounds[-size:]))
