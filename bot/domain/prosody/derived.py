"""Words that the dictionary lacks and that are made of such as it has.

Each rule takes a word in small letters without accents and yields the sounds that it may have.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from bot.domain.prosody import dictionary
from bot.domain.prosody.elisions import elided
from bot.domain.prosody.endings_added import (
    Sounds,
    ends_in_vowel,
    weakened,
    with_ed,
    with_s,
    with_sounded_ed,
)
from bot.domain.prosody.sounds import Reading, reading_of

_DEEP = 3  # rules on top of each other: un-forget-ful-ness
_LONGEST = 40  # letters of a word that is taken apart

# British spellings, and how the dictionary has them.
_SPELLINGS = (
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ourable", "orable"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ence", "ense"),
    ("tre", "ter"),
    ("tres", "ters"),
    ("bre", "ber"),
    ("ogue", "og"),
    ("lled", "led"),
    ("lling", "ling"),
    ("oe", "e"),
    ("ae", "e"),
)

_SUFFIXES: tuple[tuple[str, Callable[[Sounds], Sounds]], ...] = (
    ("'s", with_s),
    ("es", with_s),
    ("s", with_s),
    ("èd", with_sounded_ed),
    ("ed", with_ed),
    ("ing", lambda sounds: (*sounds, "IH0", "NG")),
    ("in'", lambda sounds: (*sounds, "IH0", "N")),
    ("er", lambda sounds: (*sounds, "ER0")),
    ("or", lambda sounds: (*sounds, "ER0")),
    ("est", lambda sounds: (*sounds, "IH0", "S", "T")),
    ("eth", lambda sounds: (*sounds, "IH0", "TH")),
    ("'st", lambda sounds: (*sounds, "S", "T")),
    ("st", lambda sounds: (*sounds, "S", "T")),
    ("ly", lambda sounds: (*sounds, "L", "IY0")),
    ("ness", lambda sounds: (*sounds, "N", "AH0", "S")),
    ("less", lambda sounds: (*sounds, "L", "AH0", "S")),
    ("ful", lambda sounds: (*sounds, "F", "AH0", "L")),
    ("ish", lambda sounds: (*sounds, "IH0", "SH")),
    ("y", lambda sounds: (*sounds, "IY0")),
    ("ie", lambda sounds: (*sounds, "IY0")),
    ("able", lambda sounds: (*sounds, "AH0", "B", "AH0", "L")),
    ("ment", lambda sounds: (*sounds, "M", "AH0", "N", "T")),
    ("like", lambda sounds: (*sounds, "L", "AY2", "K")),
    ("ward", lambda sounds: (*sounds, "W", "ER0", "D")),
    ("wards", lambda sounds: (*sounds, "W", "ER0", "D", "Z")),
    ("ship", lambda sounds: (*sounds, "SH", "IH2", "P")),
    ("dom", lambda sounds: (*sounds, "D", "AH0", "M")),
    ("hood", lambda sounds: (*sounds, "HH", "UH2", "D")),
    ("ism", lambda sounds: (*sounds, "IH2", "Z", "AH0", "M")),
    ("ist", lambda sounds: (*sounds, "IH0", "S", "T")),
    ("'ll", lambda sounds: (*sounds, "L") if ends_in_vowel(sounds) else (*sounds, "AH0", "L")),
    ("'ve", lambda sounds: (*sounds, "V") if ends_in_vowel(sounds) else (*sounds, "AH0", "V")),
    ("'re", lambda sounds: (*sounds, "R") if ends_in_vowel(sounds) else (*sounds, "ER0")),
    ("'d", lambda sounds: (*sounds, "AH0", "D") if sounds[-1] in ("T", "D") else (*sounds, "D")),
    ("'m", lambda sounds: (*sounds, "M")),
    ("n't", lambda sounds: (*sounds, "AH0", "N", "T")),
)

_PREFIXES = {
    "un": ("AH2", "N"),
    "re": ("R", "IY0"),
    "be": ("B", "IH0"),
    "en": ("EH0", "N"),
    "out": ("AW2", "T"),
    "over": ("OW2", "V", "ER0"),
    "o'er": ("AO2", "R"),
    "under": ("AH2", "N", "D", "ER0"),
    "fore": ("F", "AO2", "R"),
    "mis": ("M", "IH0", "S"),
    "non": ("N", "AA2", "N"),
    "pre": ("P", "R", "IY0"),
    "anti": ("AE2", "N", "T", "IY0"),
    "inter": ("IH2", "N", "T", "ER0"),
    "super": ("S", "UW2", "P", "ER0"),
    "semi": ("S", "EH2", "M", "IY0"),
    "noo": ("N", "OW2", "AH0"),
    "bio": ("B", "AY2", "OW0"),
    "photo": ("F", "OW2", "T", "OW0"),
    "hydro": ("HH", "AY2", "D", "R", "OW0"),
    "geo": ("JH", "IY2", "OW0"),
    "neuro": ("N", "UH2", "R", "OW0"),
    "micro": ("M", "AY2", "K", "R", "OW0"),
    "cyber": ("S", "AY2", "B", "ER0"),
    "eco": ("IY2", "K", "OW0"),
    "astro": ("AE2", "S", "T", "R", "OW0"),
    "techno": ("T", "EH2", "K", "N", "OW0"),
    "mega": ("M", "EH2", "G", "AH0"),
    "multi": ("M", "AH2", "L", "T", "IY0"),
    "tele": ("T", "EH2", "L", "AH0"),
    "ultra": ("AH2", "L", "T", "R", "AH0"),
    "a": ("AH0",),
}


@lru_cache(maxsize=1 << 14)
def derived(word: str) -> tuple[Reading, ...]:
    """Return how a word may be said that is made of known ones; none where it is not."""
    return tuple(dict.fromkeys(map(reading_of, _made(word, _DEEP))))


def _made(word: str, deep: int) -> list[Sounds]:
    """Return the sounds of a word: the dictionary's, or those of the first rule that makes it."""
    known = [reading.sounds for reading in dictionary.readings(word)]
    if known or deep == 0 or not 2 < len(word) <= _LONGEST:
        return known
    for rule in (_respelt, _owned, _elided, _suffixed, _prefixed, _compound):
        if made := list(rule(word, deep - 1)):
            return made
    return []


def _respelt(word: str, _deep: int) -> Iterator[Sounds]:
    for british, american in _SPELLINGS:
        if word.endswith(british):
            yield from _known(word.removesuffix(british) + american)


def _owned(word: str, deep: int) -> Iterator[Sounds]:
    """Yield boats', mistress', which adds nothing, or what a possessive adds."""
    if word.endswith("s'"):
        for sounds in _made(word[:-1], deep):
            yield sounds
            if word.endswith("ss'"):
                yield with_s(sounds)


def _elided(word: str, deep: int) -> Iterator[Sounds]:
    yield from elided(word, lambda whole: _made(whole, deep))


def _suffixed(word: str, deep: int) -> Iterator[Sounds]:
    for suffix, add in _SUFFIXES:
        if suffix == "s" and word[-2] in "sui'":  # windless, Alcestis: that is no plural
            continue
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            found = [
                add(sounds)
                for stem in _stems(word.removesuffix(suffix), suffix)
                for sounds in _made(stem, deep)
            ]
            if found:
                yield from found
                return


def _stems(stem: str, suffix: str) -> Iterator[str]:
    """Yield what may have stood before the ending was added: love-d, stop-ped, happi-ly."""
    yield stem
    if suffix in ("'s", "'ll", "'ve", "'re", "'d", "'m", "n't"):
        return
    yield f"{stem}e"
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("i"):
        yield f"{stem[:-1]}y"


def _prefixed(word: str, deep: int) -> Iterator[Sounds]:
    for prefix, before in _PREFIXES.items():
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= 3:
            yield from ((*before, *sounds) for sounds in _made(rest, deep))


def _compound(word: str, _deep: int) -> Iterator[Sounds]:
    """Yield the word as two known ones of at least three letters, the split nearest to its middle first."""
    splits = sorted(range(3, len(word) - 2), key=lambda at: abs(2 * at - len(word)))
    for at in splits:
        first, second = _known(word[:at]), _known(word[at:])
        if first and second:
            yield from ((*one, *weakened(other)) for one in first for other in second)
            return


def _known(word: str) -> list[Sounds]:
    return [reading.sounds for reading in dictionary.readings(word)]
