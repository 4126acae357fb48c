"""How chats respell words: letters repeated, sounds written otherwise, signs for letters.

After the ways listed in Wikipedia's "Leet" and in the literature on evasion (Gröndahl et al. 2018, "All You
Need is 'Love'"; Rodriguez and Rojas-Galeano 2018, "Shielding Google's language toxicity model against
adversarial attacks").
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, product
from types import MappingProxyType

from bot.domain.prosody.tables import rows

VOWEL = re.compile("[aeiou]")
_RUN = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_LETTERS = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "u", "w": "u", "i": "y", "d": "t", "x": "k"})

LEET: Mapping[str, str] = MappingProxyType(
    {"#": "h"} | {row[0]: row[1] for row in rows("signs.tsv", "bot.domain.limits")}
)
"""Signs that stand for letters, each with the letters that it may be."""
_HIDES = "*•■●×∗%?_"
"""Signs that stand for any letter."""
_MAY_HIDE = "#.-–'’&~=^+°¤@$!"
"""Signs that may do so, too."""
_LONG = 8  # letters of a word of which "ow" and "ou" sound alike: not "fowk"
_LONGEST = 10  # of one whose "th" may be said as "f": not "sheephead"
_MOST = 32  # readings of one word


def calmed(word: str) -> str:
    """Return a word with each run of three letters and more as one."""
    return _LONG_RUN.sub(r"\1", word)


def squeezed(word: str) -> str:
    """Return a word with each run of a letter as one."""
    return _RUN.sub(r"\1", word)


@lru_cache(maxsize=1 << 14)
def skeleton(word: str) -> str:
    """Return how a word sounds, roughly: alike for spellings that chats use for each other."""
    word = re.sub("(?:er|uh)$", "a", word)
    word = word.replace("x", "k").replace("q", "k")  # "xh" sounds as "ckh" does
    if len(word) >= _LONG:
        word = word.replace("ow", "ou")
    if len(word) >= _LONGEST:
        word = word.replace("th", "f")
    for written, sound in _pairs("sounds"):
        word = word.replace(written, sound)
    return word.translate(_LETTERS)


def unleeted(word: str) -> list[str]:
    """Return what a word may say whose signs stand for letters; nothing where some stand for none."""
    ways = [LEET.get(sign, sign if sign.isalpha() else "") for sign in word]
    return list(islice(map("".join, product(*ways)), _MOST)) if all(ways) else []


def ways(text: str) -> tuple[list[str], int]:
    """Return for each sign of a text the letters that it may be, empty for any; and how much is told: 2
    by each letter, 1 by each sign that is no digit."""
    found, told = [], 0
    few = 2 * sum(map(str.isdigit, text)) <= len(text)  # digits: what is mostly those is a number
    for sign in text:
        if sign.isascii() and sign.isalpha():
            found.append(sign)
            told += 2
        elif sign in _HIDES:
            found.append("")
        else:
            letters = LEET.get(sign, "")
            found.append("" if sign in _MAY_HIDE and sign not in "@$!+" else letters or "-")
            told += bool(letters) and (few or not sign.isdigit())
    return found, told


@cache
def _pairs(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((written, read) for written, read in rows(f"{name}.tsv", "bot.domain.limits"))
