"""What a word's sounds become when English adds an ending, or another word, to it.

The rules for plurals and the past tense: Quirk et al., A Comprehensive Grammar of the English Language, 1985,
3.2 to 3.10, 5.80.
"""

from bot.domain.prosody.sounds import VOWELS

Sounds = tuple[str, ...]

_HISSING = frozenset({"S", "Z", "SH", "ZH", "CH", "JH"})
_VOICELESS = frozenset({"P", "T", "K", "F", "TH"})


def with_s(sounds: Sounds) -> Sounds:
    """Add the -s of a plural, of a possessive, or of a verb."""
    if sounds[-1] in _HISSING:
        return (*sounds, "IH0", "Z")
    return (*sounds, "S" if sounds[-1] in _VOICELESS else "Z")


def with_ed(sounds: Sounds) -> Sounds:
    """Add the -ed of a past tense."""
    if sounds[-1] in ("T", "D"):
        return (*sounds, "IH0", "D")
    return (*sounds, "T" if sounds[-1] in _VOICELESS | _HISSING - {"Z", "ZH", "JH"} else "D")


def with_sounded_ed(sounds: Sounds) -> Sounds:
    """Add an -ed that is a syllable of its own, as in "blessèd"."""
    return (*sounds, "IH0", "D")


def ends_in_vowel(sounds: Sounds) -> bool:
    """Tell whether the last sound is a vowel."""
    return sounds[-1][:2] in VOWELS


def weakened(sounds: Sounds) -> Sounds:
    """Return the sounds of a word as the second part of a compound: its main stress is secondary there."""
    return tuple(f"{sound[:-1]}2" if sound.endswith("1") else sound for sound in sounds)
