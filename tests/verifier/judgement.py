"""What the verifier says of a poem: for each line whether it is reached, how, and what is wrong with it."""

from dataclasses import dataclass, field

from tests.verifier.classes import Disagreement, of_word
from tests.verifier.readings import readings, several
from tests.verifier.words import Word


@dataclass
class Line:
    """One line's judgement. ``count``: espeak-ng's own syllables; ``wanted``: the form's, if it counts them.

    ``changed``: words that had to leave espeak-ng's own reading, with the class; ``reasons``: what does not
    hold, with the class of the likely cause in ``classes``.
    """

    number: int
    text: str
    words: tuple[Word, ...]
    count: int
    wanted: int | None = None
    changed: list[tuple[str, Disagreement]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    classes: list[tuple[str, Disagreement]] = field(default_factory=list)

    @property
    def reached(self) -> bool:
        """Whether the line does all that the form asks."""
        return not self.reasons

    @property
    def strict(self) -> bool:
        """Whether it does so by espeak-ng's own readings."""
        return self.reached and not self.changed

    def fail(self, reason: str, why: Disagreement | None, word: str = "") -> None:
        """Say what does not hold, and the class of the likely cause."""
        self.reasons.append(reason)
        self.classes.append((word or self.text, why or Disagreement.PLAIN))


@dataclass
class Judgement:
    """The verdict on a poem. ``faults``: what is wrong with the poem as a whole, as its number of lines."""

    form: str
    lines: list[Line]
    faults: list[str] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        """Whether the poem is in the form, by espeak-ng's readings or by others allowed."""
        return not self.faults and all(line.reached for line in self.lines)

    @property
    def strict(self) -> bool:
        """Whether it is so by espeak-ng's own readings alone."""
        return self.valid and all(line.strict for line in self.lines)

    @property
    def reasons(self) -> dict[int, list[str]]:
        """What does not hold, by line number; 0 is the poem as a whole."""
        found = {0: self.faults} if self.faults else {}
        return found | {line.number: line.reasons for line in self.lines if line.reasons}


def suspect(words: tuple[Word, ...], verse: bool) -> tuple[str, Disagreement]:
    """The word of a line about which two judges are likeliest to disagree, and its class.

    ``verse``: the form has a metre, where a vowel may come or go that in a count of syllables may not.
    """
    named = [(word.text, of_word(word.text, word.text.lower() in several(), word.first)) for word in words]
    order = (
        Disagreement.UNKNOWN_WORD,
        Disagreement.NUMBER,
        Disagreement.PROPER_NAME,
        Disagreement.COMPOUND,
        Disagreement.SEVERAL_READINGS,
    )
    for kind in order:
        for text, why in named:
            counts = {reading.count for reading in readings(text) if verse or not reading.verse}
            # A word of one syllable in every reading, or one that moves its stress cannot miscount.
            if why is kind and counts != {1} and (verse or why is not order[-1] or len(counts) > 1):
                return text, kind
    for word in words:
        own, *others = readings(word.text)
        for reading in others:
            if reading.count != own.count and reading.why and (verse or not reading.verse):
                return word.text, reading.why
    return "", Disagreement.PLAIN
