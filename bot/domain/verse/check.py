"""Judging a text as a poem of a form: every way the form may be made is tried, and the nearest one told."""

from dataclasses import replace

from bot.domain.forms.form import Form
from bot.domain.prosody.words import NOTHING, Taught
from bot.domain.verse.aligning import aligned, sizes
from bot.domain.verse.judging import judged
from bot.domain.verse.layout import LONGEST, Layout, laid_out
from bot.domain.verse.spoken import MOST_LINES, Spoken, initial
from bot.domain.verse.verdict import Fault, Problem, Verdict


def check(
    form: Form, text: str, *, word: str = "", taught: Taught = NOTHING, explain: bool = True
) -> Verdict:
    """Judge a text as a poem of the form. Any text gets a verdict; only its first 4,000 characters count.

    ``word`` is what an acrostic should spell; without one, whatever it spells is right.
    Without ``explain`` only the verdict counts: where a line is missing or too many is not looked for.
    """
    layout = laid_out(text[:LONGEST])
    if not layout.lines:
        return Verdict(form, (), (Problem(Fault.EMPTY),), "", "")
    whole, best = Spoken(layout, taught), None
    for top, end in layout.frames():
        upto = len(layout.lines) - end
        spoken = whole.arranged(range(top, upto)) if top or end else whole
        verdict = _nearest(form, spoken, word or _spelled(form, spoken.layout), explain=explain)
        if best is None or ((layout.heading or not verdict.problems) and verdict.faults < best.faults):
            title = layout.lines[0] if top else None
            aside = (*layout.lines[1:top], *layout.lines[upto:])
            best = replace(verdict, title=title, aside=aside)
    assert best is not None
    return best


def _nearest(form: Form, spoken: Spoken, word: str, *, explain: bool) -> Verdict:
    """Return the verdict by the way to make the form that comes nearest to the text."""
    count = len(spoken.words)
    near = sizes(form, count, word)
    ways = min(near, key=lambda ways: abs(len(ways[0]) - count))
    best = min((judged(form, lines, spoken) for lines in ways), key=lambda verdict: verdict.faults)
    if len(ways[0]) == count:
        return best
    problem = Problem(Fault.LINES, wanted=tuple(len(ways[0]) for ways in near), found=(count,))
    best = replace(best, problems=(problem,))
    told = aligned(form, near, spoken) if explain and spoken.few else None
    return told if told is not None and (told.faults < best.faults or told.faults == 1) else best


def _spelled(form: Form, layout: Layout) -> str:
    """Return what a text spells as an acrostic."""
    if not form.takes_word:
        return ""
    return "".join(initial(line) for line in layout.lines[:MOST_LINES]) or "?"
