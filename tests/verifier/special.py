"""The forms of any length: pantoum, acrostic, ghazal, renga; and when two lines are the same."""

import unicodedata
from collections.abc import Callable

from tests.verifier import rhyme
from tests.verifier.classes import Disagreement
from tests.verifier.judgement import Judgement, Line
from tests.verifier.measure import measure

Kind = Disagreement
Why = Disagreement | None


def plain(line: Line) -> list[str]:
    """The words of a line without capitals; punctuation may change in a refrain."""
    return [word.text.lower() for word in line.words]


def same(one: Line, two: Line) -> bool:
    """Whether two lines have the same words."""
    return plain(one) == plain(two)


def same_end(one: Line, two: Line) -> bool:
    """Whether two lines end on the same word."""
    return plain(one)[-1:] == plain(two)[-1:]


def pantoum(judgement: Judgement, stanzas: list[int], word: str) -> None:
    """Lines 2 and 4 of a stanza are 1 and 3 of the next; the last ends on lines 3 and 1 of the first."""
    lines = judgement.lines
    if len(lines) % 4 or len(lines) < 8:
        judgement.faults.append(f"{len(lines)} lines, where a pantoum has at least two stanzas of 4")
        return
    for start in range(4, len(lines), 4):
        for at, of in ((0, -3), (2, -1)):
            _again(lines[start + at], lines[start + of])
    _again(lines[-3], lines[2])
    _again(lines[-1], lines[0])


def _again(line: Line, of: Line) -> None:
    if not same(line, of):
        line.fail(f"line {line.number} is not line {of.number} again", None)


def acrostic(judgement: Judgement, stanzas: list[int], word: str) -> None:
    """The first letters of the lines spell the given word."""
    wanted = [bare(letter) for letter in word if letter.isalnum()]
    lines = judgement.lines
    if not wanted or len(lines) != len(wanted):
        judgement.faults.append(f"{len(lines)} lines, where the word has {len(wanted)} letters")
        return
    for line, letter in zip(lines, wanted, strict=True):
        first = next((bare(sign) for sign in line.text if sign.isalnum()), "")
        if first != letter:
            line.fail(f"begins with {first or 'no letter'}, where the word has {letter}", None)


def bare(letter: str) -> str:
    """A letter as a small one without its accent."""
    return unicodedata.normalize("NFD", letter.lower())[0]


def ghazal(judgement: Judgement, stanzas: list[int], word: str) -> None:
    """The first couplet's lines and the second of each other end in the radif, after a qafia rhyme."""
    lines = judgement.lines
    if len(lines) % 2 or len(lines) < 4:
        judgement.faults.append(f"{len(lines)} lines, where a ghazal has at least two couplets")
        return
    bound = [lines[0], *lines[1::2]]
    ends = [plain(line) for line in bound]
    radif = 0
    while all(len(end) > radif + 1 and end[-radif - 1] == ends[0][-radif - 1] for end in ends[:2]):
        radif += 1
    if radif == 0:
        lines[1].fail("the first two lines end in no common radif", None)
        return
    for line, end in zip(bound, ends, strict=True):
        if end[-radif:] != ends[0][-radif:] or len(end) <= radif:
            line.fail(f"does not end in the radif “{' '.join(ends[0][-radif:])}”", None)
    first = lines[0].words[:-radif]
    for line in bound[1:]:
        if not line.reached:
            continue
        other = line.words[:-radif]
        result = rhyme.compare(first, other)
        words = f"{first[-1].text}/{other[-1].text}"
        if not result.holds:
            line.fail(f"“{words.replace('/', '” and “')}” are no qafia rhyme", result.why, words)
        elif result.why:
            line.changed.append((words, result.why))


def renga(judgement: Judgement, stanzas: list[int], word: str) -> None:
    """Verses of 5-7-5 and of 7-7 by turns."""
    lines = judgement.lines
    if len(lines) < 5 or len(lines) % 5 not in (0, 3):
        judgement.faults.append(f"{len(lines)} lines, where verses of 3 and of 2 follow by turns")
        return
    for at, line in enumerate(lines):
        measure(line, (5, 7, 5, 7, 7)[at % 5], None)
    breaks = [at for at in range(1, len(stanzas)) if stanzas[at] != stanzas[at - 1]]
    if breaks and any(at % 5 not in (0, 3) for at in breaks):
        judgement.faults.append("the stanzas are not of 3 and of 2 lines by turns")


BY_NAME: dict[str, Callable[[Judgement, list[int], str], None]] = {
    "pantoum": pantoum,
    "acrostic": acrostic,
    "ghazal": ghazal,
    "renga": renga,
}
