"""How words are said in speech: as CMUdict has them, and in the ways that it leaves out.

CMUdict gives "fire" with one syllable and with two, but "desire" with three alone; "every" both ways, but
"mystery" with three alone. What it does for some words of a kind, the rules here do for all of that kind;
``data/supplement.tsv`` has what no rule gives. J. C. Wells, Longman Pronunciation Dictionary (2008),
"Compression"; Merriam-Webster's Collegiate Dictionary (2003), which brackets a vowel that comes and goes.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from bot.domain.prosody import dictionary
from bot.domain.prosody.attaching import dropped
from bot.domain.prosody.british import american
from bot.domain.prosody.joining import MOST
from bot.domain.prosody.sounds import VOWELS, Reading, Source, reading_of
from bot.domain.prosody.tables import rows

Sounds = tuple[str, ...]

_IRE = re.compile("[iy]re|oir")
_LETTERS = {sound: sound.lower() for sound in ("B", "D", "F", "G", "L", "M", "N", "P", "T", "TH", "V")} | {
    "K": "[ck]"
}
_GROUPS = re.compile("[aeiouy]+")
_APART = re.compile("-|^(counter|hyper|super|under)[aeiou]")
"""Here a vowel begins a part of its own: mother-in-law, superimposed."""


@lru_cache(maxsize=8192)
def readings(word: str) -> tuple[Reading, ...]:
    """Return all readings that a word in lower case has in speech; none where it is in neither list."""
    more, instead = _supplement().get(word, ((), False))
    found = (*(() if instead else dictionary.readings(word)), *more)
    for twin in american(word) if found else ():
        # "favourite" is said as "favorite" is; "contour" is no "contor".
        said = dictionary.readings(twin)
        found += said if said[:1] == found[:1] else ()
    made = [reading_of(sounds) for one in found for sounds in _also(word, one.sounds)]
    return tuple(dict.fromkeys((*found, *made)))[:MOST]


def source(word: str) -> Source:
    """Return the source of a word that has readings; those of the supplement alone are derived."""
    return Source.DICTIONARY if dictionary.has(word) else Source.DERIVED


def _also(word: str, sounds: Sounds) -> Iterator[Sounds]:
    """Yield the ways in which a word that is said so is said as well."""
    ire = _IRE.search(word)
    for at in range(1, len(sounds)):
        before, after = sounds[at - 1], sounds[at + 1] if at + 1 < len(sounds) else ""
        if ire and before[:2] == "AY" and sounds[at] in ("ER0", "R") and after[:2] not in VOWELS:
            yield (*sounds[:at], "R" if sounds[at] == "ER0" else "ER0", *sounds[at + 1 :])
        if after not in ("AH0", "IH0", "IY0") or not _after_stress(sounds, at):
            continue
        final = at + 2 == len(sounds) and after == "AH0"
        if sounds[at] == "ER0" and _leads_to_r(sounds, at) and not (final or _APART.search(word)):
            yield dropped(reading_of(sounds), at).sounds  # myst'ry, wand'ring, not pleth'ra
        elif sounds[at] == "R" and _hidden(word, sounds, at):
            yield (*sounds[:at], "ER0", *sounds[at + 1 :])


def _after_stress(sounds: Sounds, at: int) -> bool:
    """Tell whether a stressed vowel and then a consonant come before a place."""
    vowels = [sound for sound in sounds[:at] if sound[:2] in VOWELS]
    return bool(vowels) and vowels[-1][-1] != "0" and sounds[at - 1] != vowels[-1]


def _leads_to_r(sounds: Sounds, at: int) -> bool:
    """Tell whether r may follow at once on what stands before a place: "celery", but not "cutlery"."""
    if sounds[at - 1] in ("L", "M", "N"):
        return sounds[at - 2][:2] in VOWELS
    return sounds[at - 1] not in ("R", "W", "Y")


def _hidden(word: str, sounds: Sounds, at: int) -> bool:
    """Tell whether a vowel is written before this r that is not said, as in "opera" and "sovereign"."""
    letters = _LETTERS.get(sounds[at - 1])
    number = sum(sound[:2] in VOWELS for sound in sounds[:at])
    return letters is not None and any(
        len(_GROUPS.findall(word[: found.start()])) == number
        for found in re.finditer(f"{letters}[eo]r[aeiouy]", word)
    )


@cache
def _supplement() -> dict[str, tuple[tuple[Reading, ...], bool]]:
    """Return the readings of the supplement, and whether they stand instead of CMUdict's."""
    return {
        form: (tuple(reading_of(way.split()) for way in ways.split("|")), place == "instead")
        for form, place, ways in rows("supplement.tsv")
    }
