"""Sounds put to the end of a word, as English does it: "wanted" but "walked", "boxes" but "books"."""

from dataclasses import replace

from bot.domain.prosody.sounds import VOWELS, Reading, reading_of

SIBILANTS = frozenset(("S", "Z", "SH", "ZH", "CH", "JH"))
VOICELESS = frozenset(("P", "T", "K", "F", "TH", "S", "SH", "CH"))
_HISSING = ("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze", "che", "dge")

Sounds = tuple[str, ...]


def attached(stem: Reading, sounds: Sounds, *, letters: str) -> Reading:
    """Return the reading of a word with these sounds after it; of a word without sounds, only the stress.

    ``letters`` are how the stem is spelled. ``Z`` alone is the ending -s, ``D`` alone the ending -ed:
    R. Quirk and others, A Comprehensive Grammar of the English Language (1985), 3.5-3.6.
    """
    if not stem.sounds:
        if sounds == ("Z",):
            sounds = ("IH0", "Z") if letters.endswith(_HISSING) else sounds
        elif sounds == ("D",):
            sounds = ("IH0", "D") if letters.endswith(("t", "d", "te", "de")) else sounds
        more = reading_of(sounds).stress if any(sound[:2] in VOWELS for sound in sounds) else ""
        return Reading(stem.stress + more.replace("?", "0"))
    last = stem.sounds[-1]
    if sounds == ("Z",):
        sounds = ("IH0", "Z") if last in SIBILANTS else ("S",) if last in VOICELESS else sounds
    elif sounds == ("D",):
        sounds = ("IH0", "D") if last in ("T", "D") else ("T",) if last in VOICELESS else sounds
    return reading_of(stem.sounds + sounds)


def without_syllable(stem: Reading, sounds: Sounds) -> Reading:
    """Return the reading with consonants after it that make no syllable, as in "ruin'd" and "lov'st"."""
    if not stem.sounds:
        return replace(stem, licence=False)
    if sounds == ("D",) and stem.sounds[-1] in VOICELESS:
        sounds = ("T",)
    return reading_of(stem.sounds + sounds)


def compounded(first: Reading, second: Reading) -> Reading:
    """Return two words as one, its main stress on the first, as English compounds have it."""
    if not first.sounds or not second.sounds:
        return Reading(first.stress + second.stress.replace("1", "2"))
    return reading_of(first.sounds + tuple(sound.replace("1", "2") for sound in second.sounds))


def unstressed(reading: Reading) -> tuple[int, ...]:
    """Return the places of the vowels without stress among its sounds."""
    return tuple(place for place, sound in enumerate(reading.sounds) if sound[-1] == "0")


def dropped(reading: Reading, place: int) -> Reading:
    """Return the reading without the vowel at this place; of ``ER0`` its R stays."""
    kept = ("R",) if reading.sounds[place] == "ER0" else ()
    sounds = reading.sounds[:place] + kept + reading.sounds[place + 1 :]
    return reading_of(_single(sounds, place))


def _single(sounds: Sounds, place: int) -> Sounds:
    """Return the sounds with two that are alike and now stand beside each other as one."""
    if 0 < place < len(sounds) and sounds[place - 1] == sounds[place] == "R":
        return sounds[:place] + sounds[place + 1 :]
    return sounds
