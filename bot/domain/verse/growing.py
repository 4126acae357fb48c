"""A poem that is written line by line: what comes next, and whether a text may be that.

Where a form has variants, the lines that are there decide which of them are still possible; a new line fits
if it fits any of these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.forms import forms
from bot.domain.forms.form import Form, Line
from bot.domain.passages import Passage
from bot.domain.prosody.words import NOTHING, Taught
from bot.domain.story import Poem
from bot.domain.verse.judging import judged
from bot.domain.verse.layout import LONGEST, Layout, laid_out
from bot.domain.verse.spoken import Spoken
from bot.domain.verse.verdict import Fault, LineVerdict, Problem, Verdict


@dataclass(frozen=True, slots=True)
class Place:
    """Where a poem goes on: ``count`` lines from number ``start`` (from 0).

    ``lines`` are all that the poem will have, made in the most usual way that the lines so far leave open.
    """

    lines: tuple[Line, ...]
    start: int
    count: int

    @property
    def line(self) -> Line:
        """What the first of the next lines must be."""
        return self.lines[self.start]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A text judged as what comes next. ``verdict`` is of all lines so far and of the new ones, ``texts`` are
    the new ones as they would stand in the poem."""

    place: Place
    verdict: Verdict
    texts: tuple[str, ...]

    @property
    def lines(self) -> tuple[LineVerdict, ...]:
        """What was found about the new lines."""
        return self.verdict.lines[self.place.start :]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the new lines."""
        return (*self.verdict.problems, *(problem for line in self.lines for problem in line.problems))

    @property
    def fits(self) -> bool:
        """Tell whether the poem may go on so."""
        return not self.problems


@lru_cache(maxsize=256)
def ways(poem: Poem) -> tuple[tuple[Line, ...], ...]:
    """Return the ways to make the poem, the most usual first.

    Raises:
        KeyError: there is no such form any more.
    """
    return forms()[poem.form].variants(poem.stanzas, poem.word)


def parts(poem: Poem) -> list[int]:
    """Return how many lines each turn writes: one, or a whole stanza where the form goes by links."""
    lines = ways(poem)[0]
    if not forms()[poem.form].linked:
        return [1] * len(lines)
    stanzas = [line.stanza for line in lines]
    return [stanzas.count(number) for number in sorted(set(stanzas))]


def lines_of(poem: Poem, texts: Sequence[str | None]) -> list[str]:
    """Return the lines of a poem's passages so far: empty ones for a passage that was taken out (None)."""
    lines: list[str] = []
    for text, count in zip(texts, parts(poem), strict=False):
        lines += [""] * count if text is None else text.split("\n")
    return lines


def stanzas_of(poem: Poem, passages: Sequence[Passage]) -> list[list[tuple[Passage, str]]]:
    """Return a poem's lines, stanza by stanza, each with its passage; one that was taken out is one empty
    line."""
    lines, found = ways(poem)[0], dict[int, list[tuple[Passage, str]]]()
    start = 0
    for passage, count in zip(passages, parts(poem), strict=False):
        texts = [""] if passage.redacted else passage.text.split("\n")
        found.setdefault(lines[start].stanza, []).extend((passage, text) for text in texts)
        start += count
    return list(found.values())


def place_of(poem: Poem, texts: Sequence[str | None], taught: Taught = NOTHING) -> Place | None:
    """Return where a poem goes on whose passages are ``texts``, None where it is whole."""
    found = _next(poem, texts)
    if found is None:
        return None
    before, count = found
    (lines, _), *_ = _possible(forms()[poem.form], poem, before, len(before), taught)
    return Place(lines, len(before), count)


def check_next(
    poem: Poem, texts: Sequence[str | None], text: str, taught: Taught = NOTHING
) -> Attempt | None:
    """Judge a text as what comes next in a poem whose passages are ``texts``; None where it is whole."""
    found = _next(poem, texts)
    if found is None:
        return None
    before, count = found
    form, new = forms()[poem.form], laid_out(text[:LONGEST]).lines
    possible = _possible(form, poem, [*before, *new], len(before), taught, upto=len(before) + count)
    lines, verdict = min(possible, key=lambda one: one[1].faults)
    place = Place(lines, len(before), count)
    problems: tuple[Problem, ...] = ()
    if not new:
        problems = (Problem(Fault.EMPTY),)
    elif len(new) != count:
        problems = (Problem(Fault.LINES, wanted=(count,), found=(len(new),)),)
    told = Verdict(form, verdict.lines, problems, verdict.asked, verdict.found)
    return Attempt(place, told, tuple(new))


def returning(poem: Poem, texts: Sequence[str | None], taught: Taught = NOTHING) -> list[int]:
    """Return which lines (from 0) come again directly after the passages that are there, in order.

    A line that was taken out does not come again: another is to be written in that place.
    """
    place = place_of(poem, texts, taught)
    found: list[int] = []
    for line in place.lines[place.start :] if place is not None else ():
        if line.repeats is None or line.repeats >= len(texts) or texts[line.repeats] is None:
            break
        found.append(line.repeats)
    return found


def _next(poem: Poem, texts: Sequence[str | None]) -> tuple[list[str], int] | None:
    """Return the lines so far, and how many the next turn writes; None where the poem is whole."""
    counts = parts(poem)
    return None if len(texts) >= len(counts) else (lines_of(poem, texts), counts[len(texts)])


def _possible(
    form: Form, poem: Poem, lines: Sequence[str], start: int, taught: Taught, upto: int | None = None
) -> list[tuple[tuple[Line, ...], Verdict]]:
    """Return the ways to make the poem that its lines before ``start`` leave open, each with what it makes of
    all the lines, of which there should be ``upto``.

    Those come first that ask for most of the rhymes that are there, then the more usual ones: a line that
    need not rhyme may, but where it does, that is how the poem goes.
    """
    every = ways(poem)
    stanzas = tuple(every[0][min(number, len(every[0]) - 1)].stanza for number in range(len(lines)))
    spoken = Spoken(Layout(tuple(lines), stanzas), taught)
    found = [(one, judged(form, one[: upto or start], spoken)) for one in every]
    least = min(_faults(verdict, start) for _, verdict in found)
    left = [(one, verdict) for one, verdict in found if _faults(verdict, start) == least]
    return sorted(left, key=lambda way: -_rhymes(way[0][:start]))


def _rhymes(lines: Sequence[Line]) -> int:
    """Return how many of the lines are asked to rhyme with one before them."""
    letters = [line.rhyme for line in lines if line.rhyme]
    return len(letters) - len(set(letters))


def _faults(verdict: Verdict, end: int) -> int:
    return sum(len(line.problems) for line in verdict.lines[:end])
