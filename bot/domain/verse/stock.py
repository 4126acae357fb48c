"""The words that poems are made of: those whose sound is beyond doubt, so that no reader can count otherwise.

A word is in stock when CMUdict has it, it is common, and all its readings have the same number of
syllables. It may end a line that rhymes when they also agree in the rhyme's sounds and in those before it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from bot.domain.prosody.dictionary import entries, has
from bot.domain.prosody.endings import PRONOUNS, onset, rhyme_key
from bot.domain.prosody.sounds import VOWELS, Reading, Source
from bot.domain.prosody.tables import abbreviations
from bot.domain.prosody.words import words_of
from bot.domain.verse.listed import listed

Signature = frozenset[str]
"""The stresses of a word's readings in speech (``Reading.stress``), all of the same length; of a word of one
syllable only what leaves the beat to be heard (``_signature``)."""

COMMON = 3.3
"""The Zipf frequency of words that a line may end on: two in a million."""
RARE_LETTERS = 12
"""So many words at least begin with each letter, since an acrostic may ask for any."""

LEANING = listed("leaning") | PRONOUNS
"""Words that lean on the next one: a line does not end on them."""

_SHAPE = re.compile(r"[a-z]+")
_VOWEL = re.compile("[aeiouy]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in stock, as it is written within a line.

    ``rhyme`` are the sounds from the last stressed vowel on and ``onset`` those before it in its syllable,
    where all readings agree in both; else ``rhyme`` is empty. ``family`` names the rhyme as the checker
    hears it, which is coarser. ``zipf`` is how common it is; ``rare`` ones are there for their first letter.
    ``vowel`` says that it begins with the sound of one: "an hour", "a union".
    """

    text: str
    signature: Signature
    zipf: float
    rhyme: tuple[str, ...] = ()
    onset: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    rare: bool = False
    vowel: bool = False

    @property
    def syllables(self) -> int:
        """Return how many syllables it has, in every reading."""
        return len(next(iter(self.signature)))

    @property
    def leans(self) -> bool:
        """Tell whether it leans on the next word."""
        return self.text.lower() in LEANING

    @property
    def steady(self) -> bool:
        """Tell whether a line may end on it: it does not lean, and is well known."""
        return not self.leans and "'" not in self.text and self.zipf >= COMMON


def stocked(common: Mapping[str, float]) -> tuple[Entry, ...]:
    """Return the words among the common ones, in their order; some seconds' work.

    ``common`` has words in lower case with their Zipf frequencies.
    """
    words = ((word, zipf) for word, zipf in common.items() if word not in listed("beside"))
    made = [entry for word, zipf in words if (entry := entry_of(word, zipf)) is not None]
    for letter in "abcdefghijklmnopqrstuvwxyz":
        missing = RARE_LETTERS - sum(entry.text[0].lower() == letter for entry in made)
        if missing > 0:
            made += islice(_more(letter, {entry.text for entry in made}), missing)
            made = [replace(entry, rare=True) if entry.text[0].lower() == letter else entry for entry in made]
    return tuple(made)


def entry_of(word: str, zipf: float = 0.0, *, name: bool = False) -> Entry | None:
    """Return the entry of a word in lower case; None where its sound is not beyond doubt.

    A ``name`` is written with a capital.
    """
    if (
        not (_SHAPE.fullmatch(word) or word in listed("contractions"))
        or not _VOWEL.search(word)
        or not has(word)
    ):
        return None
    if (
        (len(word) == 1 and word not in "ai")
        or word in listed("unfit")
        or {word, f"{word}."} & abbreviations().keys()
    ):
        return None
    name = name or word in listed("capitals") or word.split("'")[0] == "i"
    text = word.capitalize() if name else word
    readings: list[Reading] = []
    for written in {text, text.capitalize()}:  # a line may begin with it
        found = words_of(written)
        if len(found) != 1 or found[0].source is not Source.DICTIONARY:
            return None
        readings += [reading for reading in found[0].readings if not reading.licence]
    if len({reading.syllables for reading in readings}) != 1 or not readings[0].syllables:
        return None
    rhymes = {(_strict(reading), onset(reading), rhyme_key(reading)) for reading in readings}
    rhyme, before, family = rhymes.pop() if len(rhymes) == 1 else ((), (), ())
    vowel = readings[0].sounds[0][:2] in VOWELS
    return Entry(text, _signature(text, readings), zipf, rhyme, before, family, vowel=vowel)


def _signature(text: str, readings: Iterable[Reading]) -> Signature:
    """Return where a word may stand.

    To the checker a word of one syllable stands anywhere, as in all English verse. Lines made of such words
    would only count. So one that has a meaning takes the beat here, and one that leans leaves it to others,
    unless ``either.txt`` has it (Attridge 1982, on the subordination of stress).
    """
    stresses = frozenset(reading.stress for reading in readings)
    if stresses != {"?"} or text.lower() in listed("either"):
        return stresses
    return frozenset("0" if text.lower() in LEANING else "1")


def _more(letter: str, taken: set[str]) -> Iterator[Entry]:
    """Yield words of the dictionary that begin with a letter in which there are few common ones."""
    for word, _ in entries():
        if word[0] == letter and word not in taken and 3 < len(word) < 9:
            entry = entry_of(word)
            if entry is not None and entry.rhyme:
                yield entry


def _strict(reading: Reading) -> tuple[str, ...]:
    """Return the sounds from the last primary stress on as the dictionary writes them, without stress."""
    marks = [n for n, sound in enumerate(reading.sounds) if sound.endswith("1")]
    return tuple(sound.rstrip("012") for sound in reading.sounds[marks[-1] :]) if marks else ()
