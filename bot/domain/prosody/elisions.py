"""Syllables that an apostrophe takes away, as verse has long spelt them: o'er, heav'n, 'gainst, look'd.

Abbott, A Shakespearian Grammar, 1870, 459 to 473.
"""

from collections.abc import Callable, Iterator

from bot.domain.prosody.sounds import VOWELS

Sounds = tuple[str, ...]
Whole = Callable[[str], list[Sounds]]

# Those whose missing letter is a consonant, and the two words that are hardly left.
_SET = {
    "o'er": ("AO1", "R"),
    "e'er": ("EH1", "R"),
    "ne'er": ("N", "EH1", "R"),
    "e'en": ("IY1", "N"),
    "ta'en": ("T", "EY1", "N"),
    "th'": ("DH",),
    "t'": ("T",),
    "i'": ("IH1",),
    "o'": ("AH0",),
    "wi'": ("W", "IH1"),
    "ha'": ("HH", "AE1"),
    "'t": ("T",),
    "'s": ("Z",),
}
_CONTRACTED = ("ll", "ve", "re", "m", "s", "")  # these take nothing from a word
_BEFORE = ("a", "be", "i", "e", "im", "in", "de")
_WITHIN = ("e", "o", "i", "a", "u")


def elided(word: str, whole: Whole) -> Iterator[Sounds]:
    """Yield the sounds of a word with an apostrophe; ``whole`` returns those of a whole word."""
    if word in _SET:
        yield _SET[word]
        return
    at = word.find("'")
    if at < 0 or word.rpartition("'")[2] in _CONTRACTED or word.endswith("n't"):
        return
    if at == 0:
        yield from (
            shorter
            for before in _BEFORE
            for sounds in whole(before + word[1:])
            if (shorter := _beheaded(sounds))
        )
        return
    if word.endswith("'d"):  # look'd: -ed without a syllable, whatever it would have had
        yield from _with_d(word[:-2], whole)
        return
    spoken = _groups(word[:at])
    for vowel in _WITHIN:
        for sounds in whole(word[:at] + vowel + word[at + 1 :]):
            if shorter := _without_vowel(sounds, spoken):
                yield shorter


def _with_d(stem: str, whole: Whole) -> Iterator[Sounds]:
    for written in (f"{stem}ed", f"{stem[:-1]}ied" if stem.endswith("y") else ""):
        yield from whole(written) if written else ()


def _beheaded(sounds: Sounds) -> Sounds:
    """Return the sounds without their first syllable, if that is unstressed."""
    vowel = next((n for n, sound in enumerate(sounds) if sound[:2] in VOWELS), None)
    if vowel is None or not sounds[vowel].endswith("0"):
        return ()
    rest = sounds[vowel + 1 :]
    return rest if any(sound[:2] in VOWELS for sound in rest) else ()


def _without_vowel(sounds: Sounds, number: int) -> Sounds:
    """Return the sounds without that vowel, counted from 0, if it is unstressed; an ER leaves its R."""
    at = [n for n, sound in enumerate(sounds) if sound[:2] in VOWELS]
    if number >= len(at) or not sounds[at[number]].endswith("0"):
        return ()
    left = ("R",) if sounds[at[number]].startswith("ER") else ()
    return (*sounds[: at[number]], *left, *sounds[at[number] + 1 :])


def _groups(text: str) -> int:
    """Return how many groups of vowels a piece of a word has."""
    signs = "".join(
        "v" if letter in "aeiouyw" and (letter != "w" or n) else " " for n, letter in enumerate(text)
    )
    return len(signs.split())
