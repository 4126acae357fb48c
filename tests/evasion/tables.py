"""The tables beside the generator: lookalikes, typefaces, leet, respellings, short words, sentences."""

import re
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    """Return the columns of each line of a table; what starts with ``# `` is a remark."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]


@cache
def substitutes(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, for each kind in a table of ``kind, letter, signs``, what may stand for each letter."""
    kinds: dict[str, dict[str, tuple[str, ...]]] = {}
    for kind, letter, signs in rows(name):
        kinds.setdefault(kind, {})[letter] = tuple(signs.split(" "))
    return kinds


@cache
def alphabets() -> dict[str, tuple[dict[str, str], ...]]:
    """Return each typeface's alphabets, small letters and capitals apart, keyed by the plain letter."""
    faces: dict[str, tuple[dict[str, str], ...]] = {}
    for face, letters in rows("typefaces.tsv"):
        alphabet = dict(zip("abcdefghijklmnopqrstuvwxyz", letters.split(" "), strict=True))
        faces[face] = (*faces.get(face, ()), {plain: sign for plain, sign in alphabet.items() if sign != "-"})
    return faces


@cache
def frames() -> tuple[str, ...]:
    """Return sentences with ``{}`` where a word goes; ``\\n`` in the file is a new line."""
    return tuple(row[0].replace("\\n", "\n") for row in rows("sentences.txt"))


@cache
def short_words() -> frozenset[str]:
    """Return English words of two and three letters."""
    return frozenset(word for row in rows("short_words.txt") for word in row[0].split(" "))


@cache
def respellings() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Return patterns of letters with what may be written for them."""
    return tuple((re.compile(pattern), tuple(forms.split(" "))) for pattern, forms in rows("respellings.tsv"))
