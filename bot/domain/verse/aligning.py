"""A text that has a line too few or too many: which line that is, so that one gap is no ten faults."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.forms.form import Form, Line
from bot.domain.verse.judging import judged
from bot.domain.verse.spoken import Spoken
from bot.domain.verse.verdict import Fault, LineVerdict, Problem, Verdict

MOST = 40  # lines; in a longer text the gap is not looked for, which would take long

Ways = tuple[tuple[Line, ...], ...]


def sizes(form: Form, count: int, word: str) -> list[Ways]:
    """Return the ways to make a form in so many lines: else in the next fewer, and in the next more."""
    fewer: Ways | None = None
    for stanzas in range(form.stanzas[0], form.stanzas[1] + 1):
        ways = form.variants(stanzas, word)
        if len(ways[0]) == count:
            return [ways]
        if len(ways[0]) > count:
            return [ways] if fewer is None else [fewer, ways]
        fewer = ways
    return [fewer] if fewer is not None else []


def aligned(form: Form, near: Sequence[Ways], spoken: Spoken) -> Verdict | None:
    """Judge a text as one in which a line is missing, or one too many, at the place where that explains most.

    None where the text is not off by one line. Of places that do as well the last one is taken: a poem rather
    breaks off than lacks its middle.
    """
    count = len(spoken.words)
    best: tuple[Verdict, list[int | None], Problem] | None = None
    for order, ways, problem in _orders(near, count) if count <= MOST else ():
        arranged = spoken.arranged(order)
        for lines in ways:
            verdict = judged(form, lines, arranged)
            if best is None or verdict.faults < best[0].faults:
                best = verdict, order, problem
    if best is None:
        return None
    verdict, order, problem = best
    return replace(
        verdict, lines=_told(verdict, order, spoken), problems=(problem,), found=spoken.scheme, notes=()
    )


def _orders(near: Sequence[Ways], count: int) -> Iterator[tuple[list[int | None], Ways, Problem]]:
    """Yield the text's lines with a gap in each place, or without each of them, where a way is so long."""
    wanted = tuple(len(ways[0]) for ways in near)
    for ways in reversed(near):
        size = len(ways[0])
        for place in range(max(size, count) - 1, -1, -1) if abs(size - count) == 1 else ():
            order: list[int | None] = list(range(count))
            if size > count:
                order.insert(place, None)
            else:
                del order[place]
            yield order, ways, Problem(Fault.LINES, None, place, wanted, (count,), off=count - size)


def _told(verdict: Verdict, order: Sequence[int | None], spoken: Spoken) -> tuple[LineVerdict, ...]:
    """Return what was found about the lines, in their own order and by their own numbers."""
    made = [
        LineVerdict(text, None, words, (), (), (), ())
        for text, words in zip(spoken.layout.lines, spoken.words, strict=True)
    ]
    for number, line in zip(order, verdict.lines, strict=True):
        if number is not None:
            problems = (
                replace(one, line=number, other=None if one.other is None else order[one.other])
                for one in line.problems
            )
            made[number] = replace(line, problems=tuple(problems))
    return tuple(made)
