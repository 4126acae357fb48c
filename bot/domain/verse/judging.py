"""Judging a text by one way to make a form."""

from collections.abc import Iterator

from bot.domain.forms.form import Form, Line
from bot.domain.prosody.endings import UNSTRESSED, spelled
from bot.domain.prosody.scansion import Scan
from bot.domain.prosody.sounds import Source, Word
from bot.domain.verse.naming import ends_on_name
from bot.domain.verse.relations import Relations
from bot.domain.verse.schemes import scheme_asked
from bot.domain.verse.spoken import Spoken, initial
from bot.domain.verse.verdict import Fault, LineVerdict, Problem, Verdict


def judged(form: Form, lines: tuple[Line, ...], spoken: Spoken) -> Verdict:
    """Judge a text by one way to make the form: the first of its lines, where the text is not whole yet."""
    problems = []
    if len(lines) != len(spoken.words):
        problems.append(Problem(Fault.LINES, wanted=(len(lines),), found=(len(spoken.words),)))
    relations = Relations(lines, spoken)
    related = relations.problems() if spoken.few else {}
    clashes = list(relations.clashes(whole=form.stanzas[0] == form.stanzas[1])) if spoken.few else []
    for clash in clashes if form.apart else ():
        related.setdefault(clash.line or 0, clash)
    verdicts = []
    for number, words in enumerate(spoken.words):
        line = lines[number] if number < len(lines) else None
        text = spoken.layout.lines[number]
        if line is None or not spoken.few or spoken.is_gone(number):
            verdicts.append(LineVerdict(text, line if spoken.few else None, words, (), (), (), ()))
            continue
        scan = spoken.scan(number, line.measure)
        found = [
            *_measured(number, line, words, scan),
            *_begun(number, line, text),
            *_named(number, line, spoken),
        ]
        found += [related[number]] if number in related else []
        verdicts.append(LineVerdict(text, line, words, scan.counts, scan.readings, scan.places, tuple(found)))
    notes = () if form.apart else tuple(clashes)
    return Verdict(form, tuple(verdicts), tuple(problems), scheme_asked(lines), spoken.scheme, notes=notes)


def _measured(number: int, line: Line, words: tuple[Word, ...], scan: Scan) -> Iterator[Problem]:
    if any(word.source is Source.FOREIGN for word in words):
        yield Problem(Fault.FOREIGN, number)
    elif not scan.fits:
        wanted = line.measure.counts or ()
        if over := _over(line, words, scan):
            yield Problem(Fault.SYLLABLES, number, wanted=wanted, found=scan.counts, off=over)
        elif scan.fault is None:
            yield Problem(Fault.SYLLABLES, number, wanted=wanted, found=scan.counts, off=scan.off)
        else:
            yield Problem(Fault.METRE, number, wanted=wanted, found=scan.counts, word=scan.fault.word)


def _over(line: Line, words: tuple[Word, ...], scan: Scan) -> int:
    """Return how many syllables a line has too many that ends on a stressed one: what the measure allows to
    follow the last beat is not for such a line."""
    said = [word for word in words if word.source is not Source.SILENT]
    if not line.measure.metrical or not said or spelled(said[-1]) in UNSTRESSED:
        return 0
    if not all(reading.stress.endswith(("1", "?")) for reading in said[-1].readings if not reading.licence):
        return 0
    return max(0, scan.counts[0] - max(line.measure.ending_strong))


def _begun(number: int, line: Line, text: str) -> Iterator[Problem]:
    if line.begins and initial(text) != line.begins:
        yield Problem(Fault.LETTER, number, letters=(line.begins, initial(text)))


def _named(number: int, line: Line, spoken: Spoken) -> Iterator[Problem]:
    said = [word.text for word in spoken.words[number] if word.source is not Source.SILENT]
    if line.names and not ends_on_name(said, spoken.layout.lines):
        yield Problem(Fault.NAME, number)
