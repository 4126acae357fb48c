"""Whose letters a text is written in: lookalikes of Latin letters count where it is mainly Latin.

And which capitals a name has."""

import re
from functools import lru_cache
from unicodedata import name, normalize

from bot.domain.limits.respelling import LEET

_LATIN = re.compile("[a-zA-Z]")
_PREFIX = 3  # letters before a name's second capital: "McBride", "LeBron"
# Of these alphabets letters look like Latin ones; their rarer ones, and і, are used in disguise.
_ALPHABETS = re.compile("[\u0400-\u0454\u0456-\u045f\u0490\u0491-]+|[\u0370-\u03ff\u1f00-\u1fff-]+")
_RARE = "ѕһӏӀԁԍԛԝЅҺԀԌԚԜ"  # Cyrillic, but of no great language: they stand for s, h, l, d, g, q, w


def has_a_name_s_capitals(word: str) -> bool:
    """Tell whether no letter but the first is a capital, or all are, or one behind a short beginning."""
    more = [at for at, letter in enumerate(word) if at and letter.isupper()]
    return not more or word.isupper() or (len(more) == 1 and more[0] <= _PREFIX and word[-1].islower())


def spells(signs: str, word: str) -> bool:
    """Tell whether each sign is the letter of a word at its place, or stands for it."""
    return len(signs) == len(word) and all(
        letter in (sign, *LEET.get(sign, "")) for sign, letter in zip(signs, word, strict=True)
    )


def foreign_letters(text: str) -> set[str]:
    """Return the letters of other scripts than Latin in a text."""
    return set() if text.isascii() else set(filter(is_foreign, set(text)))


def mostly_latin(text: str) -> bool:
    """Tell whether no other script has more letters in a text than Latin has, in whatever typeface."""
    foreign = foreign_letters(text)
    if not foreign:
        return True
    return 2 * sum(map(text.count, foreign)) <= sum(map(str.isalpha, text))


@lru_cache(maxsize=4096)
def is_latin(sign: str) -> bool:
    """Tell whether a sign is a Latin letter or a rare Cyrillic one that is used as such."""
    if sign in _RARE:
        return True
    return bool(_LATIN.match(normalize("NFKD", sign))) or name(sign, "").startswith("LATIN")


@lru_cache(maxsize=4096)
def is_foreign(sign: str) -> bool:
    """Tell whether a sign is a letter of another script than Latin."""
    return sign.isalpha() and not is_latin(sign)


@lru_cache(maxsize=1 << 14)
def is_foreign_word(typed: str, folded: str) -> bool:
    """Tell whether a word is one of another script: of one alphabet, or with no sign that looks like a letter
    of Latin."""
    return _ALPHABETS.fullmatch(typed) is not None or (
        folded.isalpha() and LEET.keys().isdisjoint(folded) and not any(map(str.isascii, folded))
    )
