"""The lines of a text as they are said; what is asked of them again is worked out once."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from bot.domain.prosody.endings import UNSTRESSED, spelled
from bot.domain.prosody.measure import Measure
from bot.domain.prosody.rhyme import Match, compare, scheme_of
from bot.domain.prosody.scansion import Scan, pauses
from bot.domain.prosody.sounds import Reading, Source, Word
from bot.domain.prosody.words import Taught, words_of
from bot.domain.verse.layout import Layout
from bot.domain.verse.schemes import apart

MOST_LINES = 200  # no form has more; a longer text is told so, and its lines are not judged


class Spoken:
    """The lines of a text with their words.

    An empty line is one that was taken out: nothing is asked of it, nor of others for its sake.
    """

    def __init__(self, layout: Layout, taught: Taught) -> None:
        self.layout = layout
        self.few = len(layout.lines) <= MOST_LINES
        self.words = [words_of(line, taught) if self.few else () for line in layout.lines]
        self.said = [
            tuple(_folded(word) for word in words if word.source is not Source.SILENT) for words in self.words
        ]
        self._scans: dict[tuple[str, Measure], Scan] = {}
        self._matches: dict[tuple[str, str, int], Match] = {}

    def arranged(self, order: Sequence[int | None]) -> "Spoken":
        """Return these lines, by their numbers, in another order; ``None`` is one that is not there."""
        made = Spoken.__new__(Spoken)
        made.layout = Layout(
            tuple("" if n is None else self.layout.lines[n] for n in order),
            tuple(0 if n is None else self.layout.stanzas[n] for n in order),
        )
        made.few = self.few
        made.words = [() if n is None else self.words[n] for n in order]
        made.said = [() if n is None else self.said[n] for n in order]
        made._scans, made._matches = self._scans, self._matches
        return made

    def is_gone(self, number: int) -> bool:
        """Tell whether a line was taken out."""
        return not self.layout.lines[number]

    @cached_property
    def scheme(self) -> str:
        """Return the rhyme scheme found, stanzas apart."""
        letters = iter(scheme_of(self.words) if self.few else "")
        return apart(letters, self.layout.stanzas)

    def scan(self, number: int, measure: Measure) -> Scan:
        """Return how a line goes by a measure."""
        line, words = self.layout.lines[number], self.words[number]
        if (line, measure) not in self._scans:
            readings = [word.readings for word in words]
            if measure.metrical and words and spelled(words[-1]) not in UNSTRESSED:
                readings[-1] = tuple(map(_stressed, readings[-1]))
            self._scans[line, measure] = measure.scan(readings, pauses(line, words))
        return self._scans[line, measure]

    def match(self, one: int, other: int, radif: int = 0) -> Match:
        """Return how the ends of two lines sound together, before their last ``radif`` words."""
        key = (self.layout.lines[one], self.layout.lines[other], radif)
        if key not in self._matches:
            ends = [self.words[number][: len(self.words[number]) - radif] for number in (one, other)]
            self._matches[key] = compare(*ends)
        return self._matches[key]

    def plain_match(self, one: int, other: int) -> Match:
        """Return how the ends of two lines, not empty, sound together as their last words are said first,
        whatever else may be heard in them: "get" has "git" beside it."""
        ends = [self.words[number] for number in (one, other)]
        return compare(
            *((*words[:-1], replace(words[-1], readings=words[-1].readings[:1])) for words in ends)
        )

    def ends_strong(self, number: int, measure: Measure) -> bool:
        """Tell whether a line's last syllable stands on a strong place of its metre."""
        places = "".join(self.scan(number, measure).places)
        return places.endswith(("s", "S"))


def initial(line: str) -> str:
    """Return the first letter or digit of a line, as a plain capital."""
    for character in unicodedata.normalize("NFKD", line):
        if character.isalnum():
            return character.upper()
    return ""


def _stressed(reading: Reading) -> Reading:
    """Return a reading of a line's last word, which takes the stress where it has one syllable."""
    return replace(reading, stress="1") if reading.stress == "?" else reading


def _folded(word: Word) -> str:
    """Return a word as refrains are compared: without case, accents, and signs at its ends."""
    plain = unicodedata.normalize("NFKD", word.text).casefold().replace("’", "'")
    return "".join(character for character in plain if character.isalnum() or character == "'")
