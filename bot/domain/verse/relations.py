"""What is wrong between the lines of a poem: refrains, radif and rhymes.

Where three lines or more ought to agree, the odd one out is named, be it the first; of two, the later.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.domain.forms.form import Line
from bot.domain.prosody.rhyme import Rhyme, Slant
from bot.domain.verse.spoken import Spoken
from bot.domain.verse.verdict import Fault, Problem

_SAME = (Rhyme.IDENTICAL, Rhyme.RICH)
_RHYMES = (Rhyme.PERFECT, *_SAME)


class Relations:
    """The lines of a text, as far as it goes, beside those that a form asks for."""

    def __init__(self, lines: Sequence[Line], spoken: Spoken) -> None:
        self._lines = lines
        self._spoken = spoken
        count = min(len(lines), len(spoken.words))
        self._there = [number for number in range(count) if not spoken.is_gone(number)]
        self.radif, self._radif_said = self._find_radif()

    def problems(self) -> dict[int, Problem]:
        """Return for each line that is at odds with others in what; not more than one thing."""
        found: dict[int, Problem] = {}
        for problem in (*self._refrains(), *self._radifs()):
            found.setdefault(problem.line or 0, problem)
        letters = dict.fromkeys(line.rhyme for line in self._lines if line.rhyme)
        for letter in letters:
            for problem in self._rhyme([number for number in self.members(letter) if number not in found]):
                found.setdefault(problem.line or 0, problem)
        return found

    def clashes(self, *, whole: bool) -> Iterator[Problem]:
        """Yield the lines of a letter that all rhyme with lines of an earlier one.

        Letters are compared that have lines in one stanza, with ``whole`` all. Lines without a letter are one
        such letter, where a stanza has several of them: one of them may rhyme, or they with each other.
        """
        lines, letters = self._lines, dict.fromkeys(line.rhyme for line in self._lines if line.rhyme)
        groups = [(self.members(letter), {lines[n].stanza for n in self._of(letter)}) for letter in letters]
        for stanza in sorted({line.stanza for line in lines}):
            loose = [n for n in self._of("") if lines[n].stanza == stanza]
            if len(loose) > 1:
                groups.append((loose, {stanza}))
        for place, (later, stanzas) in enumerate(groups):
            for earlier, others in groups[:place]:
                if not (whole or stanzas & others) or not later:
                    continue
                heard = [next((o for o in earlier if self._clash(number, o)), None) for number in later]
                if None not in heard:
                    pairs = zip(later, heard, strict=True)
                    yield from (Problem(Fault.APART, number, other) for number, other in pairs)
                    break

    def _of(self, letter: str) -> list[int]:
        return [number for number in self._there if self._lines[number].rhyme == letter]

    def members(self, letter: str) -> list[int]:
        """Return the lines that have a rhyme, each refrain once: where it first stands as it mostly does."""
        of = self._of(letter)
        return sorted(
            self._stated(number)[0]
            for number in of
            if self._lines[number].repeats is None and self._stated(number)
        )

    def sounding(self, number: int, other: int) -> Rhyme:
        """Return how two lines rhyme. "Sicily" and "Persephone" do where the metre lifts their ends."""
        lines, spoken = self._lines, self._spoken
        match = spoken.match(number, other, self.radif if lines[number].radif else 0)
        lifted = match.slant is Slant.UNACCENTED and all(
            spoken.ends_strong(one, lines[one].measure) for one in (number, other)
        )
        return Rhyme.PERFECT if lifted else match.rhyme

    def rhyming(self, number: int, other: int) -> bool:
        """Tell whether two lines rhyme, be it on the same word."""
        return self.sounding(number, other) in _RHYMES

    def _clash(self, number: int, other: int) -> bool:
        """Tell whether two lines rhyme that need not, beyond doubt."""
        there = self._spoken.words[number] and self._spoken.words[other]
        return (
            bool(there)
            and self.rhyming(number, other)
            and self._spoken.plain_match(number, other).rhyme in _RHYMES
        )

    def _stated(self, first: int) -> list[int]:
        """Return where a line stands as it mostly does, of all places where it should."""
        spoken = self._spoken
        places = [n for n in self._there if n == first or self._lines[n].repeats == first]
        (said, _), *_ = Counter(spoken.said[number] for number in places).most_common(1)
        return [number for number in places if spoken.said[number] == said]

    def _refrains(self) -> Iterator[Problem]:
        for first in sorted({line.repeats for line in self._lines if line.repeats is not None}):
            if first in self._there:
                right = self._stated(first)
                for number in self._there:
                    if (number == first or self._lines[number].repeats == first) and number not in right:
                        yield Problem(Fault.REFRAIN, number, right[0])

    def _radifs(self) -> Iterator[Problem]:
        closed = [number for number in self._there if self._lines[number].radif]
        size = max(self.radif, 1)
        right = next((n for n in closed if self._spoken.said[n][-size:] == self._radif_said), None)
        for number in closed:
            if right is not None and self._spoken.said[number][-size:] != self._radif_said:
                yield Problem(Fault.RADIF, number, right, tail=size)

    def _rhyme(self, members: list[int]) -> Iterator[Problem]:
        """Yield which of these lines do not rhyme with most of them, or end on what one of them ends on."""
        groups: list[list[int]] = []
        for number in members:
            mine = [group for group in groups if any(self.rhyming(number, other) for other in group)]
            groups = [group for group in groups if group not in mine]
            groups.append(sorted([number, *(other for group in mine for other in group)]))
        most = max(sorted(groups), key=len, default=[])
        for number in members:
            tail = self.radif if self._lines[number].radif else 0
            if number not in most:
                how = self.sounding(number, most[0])
                yield Problem(Fault.RHYME, number, most[0], relation=how, tail=tail)
                continue
            for other in most[: most.index(number)]:
                how = self.sounding(number, other)
                if how in _SAME and other not in self._lines[number].may_echo:
                    yield Problem(Fault.RHYME, number, other, relation=how, tail=tail)
                    break

    def _find_radif(self) -> tuple[int, tuple[str, ...]]:
        """Return of how many words the radif is, and it: the most that more than half of its lines end on.

        Where these agree in nothing, none; then what most of them end on, or the first.
        """
        ends = [self._spoken.said[number] for number in self._there if self._lines[number].radif]
        if not ends:
            return 0, ()
        size, found = 0, Counter(end[-1:] for end in ends).most_common(1)[0][0]
        while True:
            longer = Counter(end[-size - 1 :] for end in ends if len(end) > size + 1).most_common(1)
            if not longer or 2 * longer[0][1] <= len(ends):
                return size, found
            size, found = size + 1, longer[0][0]
