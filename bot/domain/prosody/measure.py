"""What a line must measure: counted and metrical lines alike are patterns of places for syllables."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.domain.prosody.automaton import Automaton, automaton
from bot.domain.prosody.scansion import Scan, scan_words
from bot.domain.prosody.sounds import Reading

FEET = (
    "monometer",
    "dimeter",
    "trimeter",
    "tetrameter",
    "pentameter",
    "hexameter",
    "heptameter",
    "octameter",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a line must measure: a name for people, and a pattern in the signs of ``automaton``.

    A line does not measure so whose beats are surely those of the pattern ``but``: four, where three are
    wanted. Raises ``ValueError`` where a pattern is none.
    """

    name: str
    pattern: str
    but: str = ""

    def __post_init__(self) -> None:
        automaton(self.pattern)

    @property
    def _automaton(self) -> Automaton:
        return automaton(self.pattern)

    @property
    def counts(self) -> tuple[int, ...] | None:
        """Return the numbers of syllables that it admits, ascending; ``None`` where there is no most."""
        return self._automaton.counts

    @property
    def ending_strong(self) -> tuple[int, ...]:
        """Return the numbers of syllables, ascending, of lines that end on a strong place."""
        return self._automaton.ending_strong

    @property
    def metrical(self) -> bool:
        """Tell whether stress counts; only then may readings with licence stand."""
        return not {"w", "s", "S"}.isdisjoint(self.pattern)

    @property
    def start(self) -> frozenset[int]:
        """Return the states before the first syllable."""
        return self._automaton.start

    def advance(self, states: frozenset[int], stress: str, paused: bool = False) -> frozenset[int]:
        """Return the states after one more syllable: none when no line goes on like that.

        ``stress`` is a sign of ``Reading.stress``, ``paused`` says that the syllable follows a pause.
        """
        return self._automaton.advance(states, stress, paused)

    def accepts(self, states: frozenset[int]) -> bool:
        """Tell whether a line may end in one of these states."""
        return self._automaton.accepts(states)

    def scan(self, words: Sequence[Sequence[Reading]], paused: Collection[int] = frozenset()) -> Scan:
        """Measure a line, given the readings of its words, the most usual first.

        ``paused`` are the indexes of the words that follow a pause (``scansion.pauses``).
        """
        found = scan_words(self._automaton, words, paused, self.metrical)
        if not self.but or not found.fits:
            return found
        other = scan_words(automaton(self.but), [_surely(readings) for readings in words], paused, False)
        return Scan(False, found.counts, found.tried, off=1) if other.fits else found


def _surely(readings: Sequence[Reading]) -> list[Reading]:
    """Return a word's readings; if speech may have its one syllable unstressed, it takes no beat: the, to."""
    weak = any(sound.endswith("0") for one in readings if one.stress == "?" for sound in one.sounds)
    return [replace(one, stress="0") if weak and one.stress == "?" else one for one in readings]


@cache
def syllables(least: int, most: int | None = None) -> Measure:
    """Return the measure of so many syllables, whatever their stress. Raises ``ValueError`` below one."""
    most = least if most is None else most
    number = str(least) if most == least else f"{least} to {most}"
    return Measure(f"{number} syllable{'s' * (most != 1)}", f"x{{{least},{most}}}")


@cache
def free() -> Measure:
    """Return the measure of any line that has a syllable at all."""
    return Measure("free", "x+")


def _metre(feet: int) -> str:
    if not 1 <= feet <= len(FEET):
        raise ValueError(f"no line of {feet} feet")
    return FEET[feet - 1]


@cache
def iambic(feet: int, feminine: bool = True) -> Measure:
    """Return the iambic line of so many feet (one to eight); ``feminine`` allows a weak syllable more.

    The first foot may be inverted, and so may a later one after a pause, but never the last: "Of that
    colossal Wreck, boundless and bare" (Kiparsky 1977; Attridge 1982, initial inversion). A weak syllable
    more before a pause, the epic caesura of the stage, is not admitted: no form here asks for it. Raises
    ``ValueError`` for any other number of feet, as all these do.
    """
    middle = f"(ws|,sw){{{feet - 2}}}" if feet > 2 else ""
    first = "(ws|sw)" if feet > 1 else ""
    return Measure(f"iambic {_metre(feet)}", f"{first}{middle}ws{'w?' * feminine}")


@cache
def trochaic(feet: int, catalectic: bool = False) -> Measure:
    """Return the trochaic line of so many feet (one to eight); ``catalectic`` lets it lack the last weak one.

    "By the shores of Gitche Gumee" is whole, "Tyger Tyger, burning bright" catalectic.
    """
    whole = f"(sw){{{feet - 1}}}" if feet > 1 else ""
    return Measure(f"trochaic {_metre(feet)}", f"{whole}s{'w?' if catalectic else 'w'}")


@cache
def anapaestic(feet: int, plain: bool = False) -> Measure:
    """Return the line of limericks: so many stresses (one to eight), one or two weak syllables between them.

    Lear's lines begin with one ("There WAS an Old Man with a beard") or two ("Who was HORribly bored by a
    bee"), seldom three ("And some small SPOTted dogs"), others also with none ("Hickory, dickory, dock").
    After the last stress stand up to two, as in "Moldavia". Unstressed syllables take no beat here:
    in triple verse that would hide a missing stress. At most one foot within a
    line is short; else five words of one syllable would be three feet. A ``plain`` line begins with one or
    two weak syllables and ends with one at most, which nobody disputes.
    """
    gaps = range(feet - 1)
    ways = {"".join("wS" if gap == short else "wwS" for gap in gaps) for short in (*gaps, None)}
    within = f"({'|'.join(sorted(ways))})" if feet > 1 else ""
    before, after = ("w{1,2}", "w?") if plain else ("w{0,3}", "w{0,2}")
    return Measure(f"anapaestic {_metre(feet)}", f"{before}S{within}{after}")
