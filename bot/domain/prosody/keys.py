"""What counts as the same sound in a rhyme: CMUdict writes one American accent, and that not evenly.

* In unstressed syllables IH, EH and AH are one vowel: "poet" is said either way.
* AO and AA are one vowel, as many speakers have it (cot and caught), but not before R: "war", "far" differ.
* AH before R is ER: "hurry" is written either way.
* UW before R is UH, and that may be AO but after Y: "poor" rhymes with "tour" and "shore", "pure" not.
* HH W, as some say "whale", begins as W does.
* An unstressed last syllable that verse promotes, and that is written with e, may have the vowel of "bed":
  "comforted", "ornament", "friendliness".
"""

import re
from collections.abc import Iterator, Sequence

from bot.domain.prosody.sounds import VOWELS, Reading

WRITTEN_WITH_E = re.compile("e[^aeiouy]+e?$")
"""A last vowel that is written with e, before consonants."""

ONSET = re.compile(
    "(S )?(P( [RLY])?|T( [RWY])?|K( [RLWY])?)|B( [RLY])?|D( [RWY])?|G( [RLWY])?|F( [RLY])?"
    "|TH( [RWY])?|SH( R)?|HH( [YW])?|[VMNL]( Y)?|S( [MNLWFY])?"
)
"""Groups of consonants that begin a syllable in English; so does any one consonant but NG."""


def whole(reading: Reading) -> tuple[str, ...]:
    """Return all sounds of a word as rhyme compares them: equal ones are homophones."""
    key = key_of(reading.sounds)
    return tuple(sound for n, sound in enumerate(key) if key[n : n + 2] != ("HH", "W"))


def onset_of(sounds: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the consonants that begin the syllable whose vowel stands at this place."""
    start = at
    while start and sounds[start - 1][:2] not in VOWELS:
        start -= 1
    if start == at and sounds[at - 1].startswith("ER"):
        return ("R",)  # "arise" is written with one sound for its e and r
    group = tuple(sounds[start:at])
    if group[-2:] == ("HH", "W"):
        group = (*group[:-2], "W")
    if start == 0:  # all that a word begins with, foreign groups as well
        return group
    while len(group) > 1 and not ONSET.fullmatch(" ".join(group)):
        group = group[1:]
    return () if group == ("NG",) else group


def keys(sounds: Sequence[str], at: int, weight: int, text: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which sounds rhyme from this place on, that of the dictionary first."""
    key = key_of(sounds[at:])
    yield key
    if key[:2] == ("UH", "R") and tuple(sounds[at - 1 : at]) != ("Y",):
        yield ("AO", *key[1:])
    elif weight == 0 and key[0] in ("AH", "IH") and len(key) > 1 and WRITTEN_WITH_E.search(text):
        yield ("EH", *key[1:])


def key_of(sounds: Sequence[str]) -> tuple[str, ...]:
    """Return sounds as rhyme compares them, the first of which is its vowel."""
    key: list[str] = []
    for n, sound in enumerate(sounds):
        plain = sound[:2] if sound[:2] in VOWELS else sound
        if sound.startswith("IH") and tuple(sounds[n + 1 : n + 2]) == ("R",):
            plain = "IY"  # near, here, dear: the dictionary writes them either way
        elif plain == "UW" and tuple(sounds[n + 1 : n + 2]) == ("R",):
            plain = "UH"
        elif n and sound in ("IH0", "EH0"):
            plain = "AH"
        elif plain == "R" and key and key[-1] == "AH":
            key[-1] = "ER"
            continue
        elif plain == "AO" and tuple(sounds[n + 1 : n + 2]) != ("R",):
            plain = "AA"
        key.append(plain)
    return tuple(key)
