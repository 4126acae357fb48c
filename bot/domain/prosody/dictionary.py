"""CMUdict: how American English says 126,000 words, with every pronunciation that it gives.

The data is Carnegie Mellon University's, https://github.com/cmusphinx/cmudict; its licence lies beside it.
"""

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from gzip import decompress
from importlib.resources import files

from bot.domain.prosody.sounds import Reading, reading_of

_UNEVEN = re.compile(r"AY0 Z(?=\||$)")


def readings(word: str) -> tuple[Reading, ...]:
    """Return all readings of a word in lower case, its apostrophe ``'``; none where it is not known."""
    return _readings(word) if word in _entries() else ()


def has(word: str) -> bool:
    """Return whether CMUdict has the word, in lower case with ``'`` for its apostrophes."""
    return word in _entries()


def among(words: Set[str]) -> set[str]:
    """Return which of some words CMUdict has, each as ``has`` takes it."""
    return words & _entries().keys()


def entries() -> Iterator[tuple[str, tuple[Reading, ...]]]:
    """Yield every word with all its readings, in CMUdict's order; about 126,000, so a second's work."""
    for word, lines in _entries().items():
        yield word, _read(lines)


@lru_cache(maxsize=8192)
def _readings(word: str) -> tuple[Reading, ...]:
    return _read(_entries()[word])


def _read(lines: str) -> tuple[Reading, ...]:
    # It gives some -ize a stress and others none; a diphthong before a last Z has always some.
    even = _UNEVEN.sub("AY2 Z", lines)
    return tuple(dict.fromkeys(reading_of(line.split()) for line in even.split("|")))


@cache
def _entries() -> dict[str, str]:
    """Return each word with its pronunciations, ``|`` between them; read once."""
    packed = files("bot.domain.prosody") / "data" / "cmudict.dict.gz"
    found: dict[str, str] = {}
    for line in decompress(packed.read_bytes()).decode().splitlines():
        word, _, sounds = line.partition(" ")
        if "#" in sounds:
            sounds = sounds.partition("#")[0].rstrip()
        if word[-1] == ")":
            found[word[: word.index("(")]] += "|" + sounds
        else:
            found[word] = sounds
    return found
