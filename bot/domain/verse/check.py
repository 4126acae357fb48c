"""Judging a text as a poem of a form: every way the form may be made is tried, and the nearest one told."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.forms.form import Form, Line
from bot.domain.prosody.scansion import Scan
from bot.domain.prosody.sounds import Source, Word
from bot.domain.prosody.words import NOTHING, Taught
from bot.domain.verse.layout import LONGEST, Layout, laid_out
from bot.domain.verse.relations import Relations
from bot.domain.verse.schemes import scheme_asked
from bot.domain.verse.spoken import MOST_LINES, Spoken, initial
from bot.domain.verse.verdict import Fault, LineVerdict, Problem, Verdict


def check(form: Form, text: str, *, word: str = "", taught: Taught = NOTHING) -> Verdict:
    """Judge a text as a poem of the form. Any text gets a verdict; only its first 4,000 characters count.

    ``word`` is what an acrostic should spell; without one, whatever it spells is right.
    """
    layout = laid_out(text[:LONGEST])
    if not layout.lines:
        return Verdict(form, (), (Problem(Fault.EMPTY),), "", "")
    found = []
    for part in (layout, layout.without_title()) if layout.has_title else (layout,):
        spoken = Spoken(part, taught)
        verdicts = [judged(form, lines, spoken) for lines in _variants(form, part, word)]
        found.append(min(verdicts, key=lambda verdict: verdict.faults))
    if len(found) > 1 and not found[1].problems and found[1].faults < found[0].faults:
        return replace(found[1], title=layout.lines[0])
    return found[0]


def _variants(form: Form, layout: Layout, word: str) -> tuple[tuple[Line, ...], ...]:
    """Return the ways to make the form of as many stanzas as come nearest to the text's lines."""
    if form.takes_word and not word:
        word = "".join(initial(line) for line in layout.lines[:MOST_LINES]) or "?"
    least, most = form.stanzas
    nearest = form.variants(least, word)
    for stanzas in range(least, most + 1):
        variants = form.variants(stanzas, word)
        off, best = (abs(len(one[0]) - len(layout.lines)) for one in (variants, nearest))
        if off < best:
            nearest = variants
        if len(variants[0]) >= len(layout.lines):
            break
    return nearest


def judged(form: Form, lines: tuple[Line, ...], spoken: Spoken) -> Verdict:
    """Judge a text by one way to make the form: the first of its lines, where the text is not whole yet."""
    problems = []
    if len(lines) != len(spoken.words):
        problems.append(Problem(Fault.LINES, wanted=(len(lines),), found=(len(spoken.words),)))
    related = Relations(lines, spoken).problems()
    verdicts = []
    for number, words in enumerate(spoken.words):
        line = lines[number] if number < len(lines) else None
        text = spoken.layout.lines[number]
        if line is None or not spoken.few or spoken.is_gone(number):
            verdicts.append(LineVerdict(text, line if spoken.few else None, words, (), (), (), ()))
            continue
        scan = spoken.scan(number, line.measure)
        found = [*_measured(number, line, words, scan), *_begun(number, line, text)]
        found += [related[number]] if number in related else []
        verdicts.append(LineVerdict(text, line, words, scan.counts, scan.readings, scan.places, tuple(found)))
    return Verdict(form, tuple(verdicts), tuple(problems), scheme_asked(lines), spoken.scheme)


def _measured(number: int, line: Line, words: tuple[Word, ...], scan: Scan) -> Iterator[Problem]:
    if any(word.source is Source.FOREIGN for word in words):
        yield Problem(Fault.FOREIGN, number)
    elif not scan.fits:
        wanted = line.measure.counts or ()
        if scan.fault is None:
            yield Problem(Fault.SYLLABLES, number, wanted=wanted, found=scan.counts, off=scan.off)
        else:
            yield Problem(Fault.METRE, number, wanted=wanted, found=scan.counts, word=scan.fault.word)


def _begun(number: int, line: Line, text: str) -> Iterator[Problem]:
    if line.begins and initial(text) != line.begins:
        yield Problem(Fault.LETTER, number, letters=(line.begins, initial(text)))
