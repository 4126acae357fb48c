"""Words made by hand for tests: from ARPAbet, or from CMUdict alone, with no help for what it lacks."""

import gzip
import re
from functools import cache
from importlib.resources import files

from bot.domain.prosody.sounds import Reading, Source, Word, reading_of

SAID = {
    "wand'ring": "W AA1 N D R IH0 NG",
    "heav'n": "HH EH1 V N",
    "gath'ring": "G AE1 DH R IH0 NG",
    "lodg'd": "L AA1 JH D",
    "deny'd": "D IH0 N AY1 D",
    "o'er": "AO1 R",
}
"""What lines below need and the dictionary lacks."""


@cache
def dictionary() -> dict[str, tuple[Reading, ...]]:
    data = files("bot.domain.prosody") / "data" / "cmudict.dict.gz"
    found: dict[str, tuple[Reading, ...]] = {}
    for line in gzip.decompress(data.read_bytes()).decode("utf-8").splitlines():
        name, *sounds = line.split("#")[0].split()
        name = name.split("(")[0]
        found[name] = (*found.get(name, ()), reading_of(sounds))
    return found


def readings(text: str) -> tuple[Reading, ...]:
    plain = text.casefold().replace("’", "'")
    if plain in SAID:
        return (reading_of(SAID[plain].split()),)
    return dictionary()[plain]


def words(line: str) -> tuple[Word, ...]:
    return tuple(
        Word(
            found[0], found.start(), found.end(), tuple(dict.fromkeys(readings(found[0]))), Source.DICTIONARY
        )
        for found in re.finditer(r"[\w'’]+", line)
    )


def unknown(text: str, syllables: int = 1) -> Word:
    """Return a word of which only the number of syllables is known."""
    return Word(text, 0, len(text), (Reading("?" * syllables),), Source.GUESSED)


def silent(text: str) -> Word:
    return Word(text, 0, len(text), (Reading(""),), Source.SILENT)
