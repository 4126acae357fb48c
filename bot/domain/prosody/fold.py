"""Text as it is looked up: without accents, invisible signs and typographic variants, by letters a to z."""

from functools import lru_cache
from unicodedata import category, normalize

APOSTROPHES = "'’‘ʼʹ′`´＇ꞌ‛"
HYPHENS = "-‐‑－﹣"
HIDDEN = "\x01"
"""Stands in ``plain`` for a sign that is not seen: a combining mark, a zero-width sign, a soft hyphen."""

# Letters that Unicode does not take apart into a base and an accent.
_LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "đ": "d", "ð": "th", "þ": "th", "ł": "l", "ħ": "h", "ı": "i",
    "ŋ": "ng", "ſ": "s", "ƿ": "w", "ȝ": "y",
}  # fmt: skip


@lru_cache(maxsize=4096)
def folded_sign(sign: str) -> str:
    """Return what one character is looked up as: lower-case letters, digits, ``'``, ``-``, or itself."""
    if sign in APOSTROPHES:
        return "'"
    if sign in HYPHENS:
        return "-"
    if category(sign) in ("Mn", "Mc", "Me", "Cf", "Cc") and sign not in "\t\n\r":
        return ""
    parts = normalize("NFKD", sign.casefold())
    return "".join(_LETTERS.get(part, part) for part in parts if category(part) != "Mn").lower()


def fold(text: str) -> str:
    """Return the text as the dictionary would write it: "Naïve" is "naive", "O’er" is "o'er"."""
    return "".join(map(folded_sign, text))


def plain(text: str) -> str:
    """Return the text with each character put by exactly one, so that places in both are the same.

    Latin letters keep their case and lose their accents, hidden signs become HIDDEN, all others stay.
    """
    return "".join(map(_plain_sign, text))


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    folded = folded_sign(sign)
    if not folded:
        return HIDDEN
    first = folded[0]
    if not first.isascii() or not (first.isalnum() or first in "'-"):
        return sign
    if first.isdigit() and len(folded) > 1:
        return sign  # a fraction such as ½
    return first.upper() if sign.isupper() else first
