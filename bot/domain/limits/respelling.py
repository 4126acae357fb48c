"""How chats respell words: letters repeated, sounds written otherwise, signs for letters.

After the ways listed in Wikipedia's "Leet" and in the literature on evasion (Gröndahl et al. 2018, "All You
Need is 'Love'"; Rodriguez and Rojas-Galeano 2018, "Shielding Google's language toxicity model against
adversarial attacks").
"""

import re
from itertools import islice, product

_RUN = re.compile(r"(.)\1+")
_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("qu", "k"), ("kn", "n"), ("ie", "y"), ("ee", "y"), ("ea", "y"), ("oo", "u"),
    ("ou", "u"), ("ah", "a"), ("uh", "u"), ("ey", "y"), ("eh", "e"), ("er", "a"),
)  # fmt: skip
_LETTERS = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "u", "w": "u", "i": "y", "j": "g", "x": "ks"})

LEET = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "il", "+": "t", "(": "c", "<": "c", "[": "c", "{": "c", "€": "e",
    "£": "l", "¢": "c", "¥": "y", "%": "x", "&": "a", "^": "a", "#": "h", "§": "s", "µ": "u", "®": "r",
    "©": "c",
}  # fmt: skip
"""Signs that stand for letters, each with the letters that it may be."""
_GROUPS = (
    ("\\/\\/", "w"), ("|\\/|", "m"), ("/\\/\\", "m"), ("|\\|", "n"), ("/\\/", "n"), ("|<", "k"), ("|-|", "h"),
    ("|_|", "u"), ("()", "o"), ("[]", "o"), ("/\\", "a"), ("\\/", "v"), ("|)", "d"), ("|3", "b"), ("}{", "h"),
    ("><", "x"), ("vv", "w"), ("ii", "u"),
)  # fmt: skip
_MOST = 32  # readings of one word


def squeezed(word: str) -> str:
    """Return a word with each run of a letter as one."""
    return _RUN.sub(r"\1", word)


def skeleton(word: str) -> str:
    """Return how a word sounds, roughly: alike for spellings that chats use for each other."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return squeezed(word.translate(_LETTERS))


def unleeted(word: str) -> list[str]:
    """Return what a word may say whose signs stand for letters; nothing where some stand for none."""
    found: list[str] = []
    for text in dict.fromkeys((word, _grouped(word))):
        ways = [LEET.get(sign, sign if sign.isalpha() else "") for sign in text]
        if all(ways):
            found += islice(map("".join, product(*ways)), _MOST)
    return list(dict.fromkeys(found))


def _grouped(word: str) -> str:
    for signs, letter in _GROUPS:
        word = word.replace(signs, letter)
    return word
