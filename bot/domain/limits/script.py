"""Whose letters a text is written in: lookalikes of Latin letters count where it is mainly Latin.

And which capitals a name has."""

import re
from functools import lru_cache
from unicodedata import name, normalize

from bot.domain.limits.respelling import LEET

_LATIN = re.compile("[a-zA-Z]")
_PREFIX = 3  # letters before a name's second capital: "McBride", "LeBron"
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


def mostly_latin(text: str) -> bool:
    """Tell whether no other script has more letters in a text than Latin has, in whatever typeface."""
    foreign = {sign for sign in set(text) if sign.isalpha() and not is_latin(sign)}
    if not foreign:
        return True
    return 2 * sum(map(text.count, foreign)) <= sum(map(str.isalpha, text))


@lru_cache(maxsize=4096)
def is_latin(sign: str) -> bool:
    """Tell whether a sign is a Latin letter or a rare Cyrillic one that is used as such."""
    if sign in _RARE:
        return True
    return bool(_LATIN.match(normalize("NFKD", sign))) or name(sign, "").startswith("LATIN")
