"""What a word sounds like: syllables, their stress, and the sounds that a rhyme is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

VOWELS = frozenset(["AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"])
"""The vowels of ARPAbet, as CMUdict writes it; each is one syllable. All its other sounds are consonants."""


class Source(StrEnum):
    """Where a word's readings were learnt from, surest first."""

    DICTIONARY = "dictionary"  # CMUdict has the word
    TAUGHT = "taught"  # this server's own word list
    DERIVED = "derived"  # made of words that the dictionary has: number, plural, compound, contraction …
    GUESSED = "guessed"  # from its letters alone
    SILENT = "silent"  # not said: emoji, markdown, signs
    FOREIGN = "foreign"  # in a script whose syllables are not counted here


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to say a word.

    ``stress`` has one sign for each syllable: ``1`` primary, ``2`` secondary, ``0`` none, ``?`` for one that
    metre may take either way (a word of one syllable, or a syllable about which nothing is known).
    ``sounds`` are ARPAbet with the stress on the vowels, as in CMUdict; empty where only the count is known.
    ``licence`` marks a reading that only metrical forms may use, such as a poetic compression.
    """

    stress: str
    sounds: tuple[str, ...] = ()
    licence: bool = False

    @property
    def syllables(self) -> int:
        """Return how many syllables it has."""
        return len(self.stress)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line: ``line[start:end] == text``. ``readings`` has no doubles, the most usual first.

    What is silent or foreign has one reading of no syllables.
    """

    text: str
    start: int
    end: int
    readings: tuple[Reading, ...]
    source: Source

    @property
    def counts(self) -> tuple[int, ...]:
        """Return the syllable counts of its readings in speech, ascending, each once."""
        return tuple(sorted({reading.syllables for reading in self.readings if not reading.licence}))


def reading_of(sounds: Iterable[str]) -> Reading:
    """Return the reading of a word's ARPAbet, with ``?`` for the stress of a word of one syllable.

    Sounds without a vowel, as of "hmm" and "shh", are one syllable: a consonant carries it.
    """
    sounds = tuple(sounds)
    stress = "".join(sound[-1] for sound in sounds if sound[:2] in VOWELS)
    return Reading("?" if len(stress) < 2 else stress, sounds)
