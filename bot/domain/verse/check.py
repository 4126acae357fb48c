"""Judging a text as a poem of a form: every way the form may be made is tried, and the nearest one told."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from bot.domain.forms.form import Form, Line
from bot.domain.prosody.endings import UNSTRESSED, spelled
from bot.domain.prosody.measure import Measure
from bot.domain.prosody.rhyme import Match, Rhyme, Slant, compare, scheme_of
from bot.domain.prosody.scansion import Scan, pauses
from bot.domain.prosody.sounds import Reading, Source, Word
from bot.domain.prosody.words import NOTHING, Taught, words_of
from bot.domain.verse.layout import LONGEST, Layout, laid_out
from bot.domain.verse.schemes import apart, scheme_asked
from bot.domain.verse.verdict import Fault, LineVerdict, Problem, Verdict

_SAME = (Rhyme.IDENTICAL, Rhyme.RICH)
MOST_LINES = 200  # no form has more; a longer text is told so, and its lines are not judged


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


class Spoken:
    """The lines of a text as they are said; what is asked again is worked out once.

    An empty line is one that was taken out: nothing is asked of it, nor of others for its sake.
    """

    def __init__(self, layout: Layout, taught: Taught) -> None:
        self.layout = layout
        self.few = len(layout.lines) <= MOST_LINES
        self.words = [words_of(line, taught) if self.few else () for line in layout.lines]
        self.said = [
            tuple(_folded(word) for word in words if word.source is not Source.SILENT) for words in self.words
        ]
        self._scans: dict[tuple[int, Measure], Scan] = {}
        self._matches: dict[tuple[int, int, int], Match] = {}

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
        key = (number, measure)
        if key not in self._scans:
            words = self.words[number]
            paused = pauses(self.layout.lines[number], words)
            readings = [word.readings for word in words]
            if measure.metrical and words and spelled(words[-1]) not in UNSTRESSED:
                readings[-1] = tuple(map(_stressed, readings[-1]))
            self._scans[key] = measure.scan(readings, paused)
        return self._scans[key]

    def match(self, one: int, other: int, radif: int = 0) -> Match:
        """Return how the ends of two lines sound together, before their last ``radif`` words."""
        key = (one, other, radif)
        if key not in self._matches:
            ends = [self.words[number][: len(self.words[number]) - radif] for number in (one, other)]
            self._matches[key] = compare(*ends)
        return self._matches[key]

    def ends_strong(self, number: int, measure: Measure) -> bool:
        """Tell whether a line's last syllable stands on a strong place of its metre."""
        places = "".join(self.scan(number, measure).places)
        return places.endswith(("s", "S"))


def _variants(form: Form, layout: Layout, word: str) -> tuple[tuple[Line, ...], ...]:
    """Return the ways to make the form of as many stanzas as come nearest to the text's lines."""
    if form.takes_word and not word:
        word = "".join(_initial(line) for line in layout.lines[:MOST_LINES]) or "?"
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
    radif = _radif(lines, spoken)
    verdicts = []
    for number, words in enumerate(spoken.words):
        line = lines[number] if number < len(lines) else None
        text = spoken.layout.lines[number]
        if line is None or not spoken.few or spoken.is_gone(number):
            verdicts.append(LineVerdict(text, line if spoken.few else None, words, (), (), (), ()))
            continue
        scan = spoken.scan(number, line.measure)
        found = (*_measured(number, line, words, scan), *_related(number, lines, spoken, radif))
        verdicts.append(LineVerdict(text, line, words, scan.counts, scan.readings, scan.places, found))
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


def _related(number: int, lines: tuple[Line, ...], spoken: Spoken, radif: int) -> Iterator[Problem]:
    """Yield what is wrong between this line and those before it, and with how it begins."""
    line = lines[number]
    if line.begins and _initial(spoken.layout.lines[number]) != line.begins:
        yield Problem(Fault.LETTER, number, letters=(line.begins, _initial(spoken.layout.lines[number])))
    if line.repeats is not None:
        if not spoken.is_gone(line.repeats) and spoken.said[number] != spoken.said[line.repeats]:
            yield Problem(Fault.REFRAIN, number, line.repeats)
        return
    there = [n for n in range(number) if not spoken.is_gone(n)]
    first = next((n for n in there if line.radif and lines[n].radif), None)
    end = slice(-max(radif, 1), None)
    if first is not None and spoken.said[number][end] != spoken.said[first][end]:
        yield Problem(Fault.RADIF, number, first)
        return
    before = [n for n in there if line.rhyme and lines[n].rhyme == line.rhyme and lines[n].repeats is None]
    relations = {other: _sounding(number, other, lines, spoken, radif) for other in before}
    for other, how in relations.items():
        if how in _SAME and other not in line.may_echo:
            yield Problem(Fault.RHYME, number, other, relation=how)
            return
    if before and not any(how is Rhyme.PERFECT or how in _SAME for how in relations.values()):
        yield Problem(Fault.RHYME, number, before[0], relation=relations[before[0]])


def _sounding(number: int, other: int, lines: tuple[Line, ...], spoken: Spoken, radif: int) -> Rhyme:
    """Return how two lines rhyme. "Sicily" and "Persephone" do where the metre lifts their last syllables."""
    match = spoken.match(number, other, radif if lines[number].radif else 0)
    lifted = match.slant is Slant.UNACCENTED and all(
        spoken.ends_strong(one, lines[one].measure) for one in (number, other)
    )
    return Rhyme.PERFECT if lifted else match.rhyme


def _radif(lines: tuple[Line, ...], spoken: Spoken) -> int:
    """Return of how many words the radif is: those on which both lines of the first couplet end."""
    ends = [
        said
        for number, (line, said) in enumerate(zip(lines, spoken.said, strict=False))
        if line.radif and not spoken.is_gone(number)
    ]
    if len(ends) < 2:
        return 0
    one, other = ends[:2]
    count = 0
    while count < min(len(one), len(other)) - 1 and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _stressed(reading: Reading) -> Reading:
    """Return a reading of a line's last word, which takes the stress where it has one syllable."""
    return replace(reading, stress="1") if reading.stress == "?" else reading


def _folded(word: Word) -> str:
    """Return a word as refrains are compared: without case, accents, and signs at its ends."""
    plain = unicodedata.normalize("NFKD", word.text).casefold().replace("’", "'")
    return "".join(character for character in plain if character.isalnum() or character == "'")


def _initial(line: str) -> str:
    """Return the first letter or digit of a line, as a plain capital."""
    for character in unicodedata.normalize("NFKD", line):
        if character.isalnum():
            return character.upper()
    return ""
