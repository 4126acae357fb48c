"""What is found about a poem, as values; the sentences are made elsewhere."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.forms.form import Form, Line
from bot.domain.prosody.rhyme import Rhyme
from bot.domain.prosody.sounds import Reading, Word


class Fault(StrEnum):
    """What may be wrong."""

    EMPTY = "empty"  # there is nothing to judge
    LINES = "lines"  # too few or too many
    FOREIGN = "foreign"  # words in another script: not counted here
    SYLLABLES = "syllables"  # no reading has the count
    METRE = "metre"  # the count would do, the stress goes against the metre
    RHYME = "rhyme"  # does not rhyme with the line that it should
    REFRAIN = "refrain"  # is not the line that it should repeat
    RADIF = "radif"  # does not end on the words that the others end on
    APART = "apart"  # rhymes with a line of another rhyme
    NAME = "name"  # does not end on a name
    LETTER = "letter"  # begins with another letter


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. Lines count from 0; ``line`` is None for what concerns the whole poem.

    ``other`` is the line that it should rhyme with or repeat. ``wanted`` and ``found`` are numbers of lines,
    or the possible counts of syllables, ascending; ``off`` is how many of them are too many, below 0 too few.
    Of a line too few, ``other`` is how many stand before the gap; of one too many, which it is. ``word`` is
    the index of the word where the metre breaks, ``relation`` how the ends sound instead of rhyming,
    ``letters`` what the line should begin with, and begins with. ``tail`` is how many words stand behind its
    rhyme: those of a ghazal's radif.
    """

    fault: Fault
    line: int | None = None
    other: int | None = None
    wanted: tuple[int, ...] = ()
    found: tuple[int, ...] = ()
    off: int = 0
    word: int | None = None
    relation: Rhyme | None = None
    letters: tuple[str, str] = ("", "")
    tail: int = 0


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """One line. ``line`` is what it was to be, None for one that the form has no place for.

    ``counts`` are the syllables that it may have. ``readings`` are those of its words by which it fits, or
    comes nearest; ``places`` says of each word on which places of the metre its syllables stand (``w``
    weak, ``s`` strong), empty where it does not fit.
    """

    text: str
    line: Line | None
    words: tuple[Word, ...]
    counts: tuple[int, ...]
    readings: tuple[Reading, ...]
    places: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong with it."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found about a text as a poem of a form. ``problems`` are those of the whole poem only.

    ``asked`` and ``found`` are rhyme schemes, a letter for each line, stanzas apart. ``title`` and what is
    ``aside``, whose poem it is, are lines of the text that were taken for none of the poem's. ``notes`` are
    no faults, but what a reader may like to know.
    """

    form: Form
    lines: tuple[LineVerdict, ...]
    problems: tuple[Problem, ...]
    asked: str
    found: str
    title: str | None = None
    aside: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def valid(self) -> bool:
        """Tell whether it is a poem of that form."""
        return not self.problems and all(line.ok for line in self.lines)

    @property
    def faults(self) -> int:
        """Return how many things are wrong."""
        return len(self.problems) + sum(len(line.problems) for line in self.lines)
