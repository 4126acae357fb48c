"""What was found about a poem, in sentences; in Discord and on the command line the same."""

from bot.domain.forms.form import Form
from bot.domain.prosody.rhyme import Rhyme, homophones
from bot.domain.prosody.sounds import Source, Word
from bot.domain.prosody.words import alternatives
from bot.domain.verse.growing import Attempt
from bot.domain.verse.verdict import Fault, LineVerdict, Problem, Verdict
from bot.ui.catalogue import Text, msg, msgs

SOURCES = {
    Source.TAUGHT: msg("this server's word list"),
    Source.DERIVED: msg("made of known words"),
    Source.GUESSED: msg("guessed from its letters"),
    Source.SILENT: msg("not said"),
    Source.FOREIGN: msg("another script: not counted"),
}
"""Where a count comes from, for all but the dictionary's own words."""


def source_of(word: Word) -> Text:
    """Return where a word's count comes from."""
    return SOURCES.get(word.source, msg("the CMU Pronouncing Dictionary"))


def found(problem: Problem, verdict: Verdict) -> Text:
    """Return the sentence for something that is wrong, and what would mend it."""
    match problem.fault:
        case Fault.EMPTY:
            return msg("There are no words here to check.")
        case Fault.LINES:
            return _line_count(problem, verdict.form)
        case Fault.FOREIGN:
            return msg("Some of it is in another script; this form's counts are English.")
        case Fault.SYLLABLES:
            return _syllables(problem)
        case Fault.METRE:
            return _metre(problem, verdict.lines[problem.line or 0])
        case Fault.RHYME:
            rhyme = _rhyme(problem, verdict)
            if not problem.tail:
                return rhyme
            radif = _end(verdict.lines[problem.line or 0], problem.tail)
            return msg("Before “{radif}”: {rhyme}", radif=radif, rhyme=rhyme)
        case Fault.REFRAIN:
            if _other(problem) > (problem.line or 0):
                return msg("This should be the same as line {number}, word for word.", number=_other(problem))
            return msg("This should be line {number} again, word for word.", number=_other(problem))
        case Fault.RADIF:
            radif = _end(verdict.lines[problem.other or 0], problem.tail)
            return msg(
                "This should end on “{radif}”, as line {number} does.", radif=radif, number=_other(problem)
            )
        case Fault.APART:
            mine, theirs = (_end(verdict.lines[one or 0]) for one in (problem.line, problem.other))
            return msg(
                "“{mine}” rhymes with “{theirs}” in line {number}; here the form has another rhyme.",
                mine=mine,
                theirs=theirs,
                number=_other(problem),
            )
        case Fault.NAME:
            return msg("This line should end on the name of whom the poem is about.")
        case Fault.LETTER:
            return msg(
                "This should begin with {wanted}, and begins with {found}.",
                wanted=problem.letters[0],
                found=problem.letters[1] or "–",
            )


def beside(verdict: Verdict) -> list[Text]:
    """Return the sentences for what was taken for no line of the poem."""
    told = [] if verdict.title is None else [msg("“{title}” was taken for the title.", title=verdict.title)]
    return told + [msg("“{name}” was taken for whose poem it is.", name=one) for one in verdict.aside]


def noted(verdict: Verdict) -> Text | None:
    """Return the sentence for rhymes that are one where the form has two, if that is no fault in it."""
    pairs = dict.fromkeys((one.other, one.line) for one in verdict.notes)
    if not pairs:
        return None
    other, line = next(iter(pairs))
    return msg(
        "By the way, lines {one} and {two} rhyme, where the form has two rhymes.",
        one=(other or 0) + 1,
        two=(line or 0) + 1,
    )


def unfit(problem: Problem, attempt: Attempt) -> Text:
    """Return the sentence for what is wrong with a text as the next line or link of a poem."""
    if problem.fault is not Fault.LINES:
        return found(problem, attempt.verdict)
    return msg(
        "{lines}; what comes next has {wanted}.",
        lines=msgs("It has {count} line", "It has {count} lines", problem.found[0]),
        wanted=problem.wanted[0],
    )


def counted(word: Word) -> str:
    """Return a word with its syllables: ``fire 1/2`` where it may have either, and of a number how."""
    ways = alternatives(word)
    if ways:
        return f"{word.text} {' / '.join(f'{many} “{said}”' for many, said in ways)}"
    return f"{word.text} {'/'.join(map(str, word.counts))}"


def count(line: LineVerdict) -> str:
    """Return a line's syllables: ``7``, or ``7–9`` where its words may be said in several ways."""
    counts = line.counts or (0,)
    return str(counts[0]) if counts[0] == counts[-1] else f"{counts[0]}–{counts[-1]}"


def _line_count(problem: Problem, form: Form) -> Text:
    wanted = problem.wanted
    lines = msgs("It has {count} line", "It has {count} lines", problem.found[0])
    if len(wanted) > 1:
        count = msg("{lines}; this form has {fewer} or {more}.", lines=lines, fewer=wanted[0], more=wanted[1])
    elif form.stanzas[0] == form.stanzas[1]:
        count = msg("{lines}; this form has {wanted}.", lines=lines, wanted=wanted[0])
    elif problem.found[0] < wanted[0]:
        count = msg("{lines}; this form has {wanted} at least.", lines=lines, wanted=wanted[0])
    else:
        count = msg("{lines}; this form has {wanted} at most.", lines=lines, wanted=wanted[0])
    if problem.other is None:
        return count
    if problem.off > 0:
        return msg("{lines} Line {number} seems to be one too many.", lines=count, number=problem.other + 1)
    if problem.other:
        return msg("{lines} One seems to be missing after line {number}.", lines=count, number=problem.other)
    return msg("{lines} One seems to be missing before the first.", lines=count)


def _other(problem: Problem) -> int:
    return (problem.other or 0) + 1


def _syllables(problem: Problem) -> Text:
    counts = problem.found
    if not problem.off or not any(counts):
        return msg("There is nothing in this line to count.")
    has = msgs("{count} syllable", "{count} syllables", min(counts) if problem.off > 0 else max(counts))
    if problem.off > 0:
        return msg("{has}: {over} too many.", has=has, over=problem.off)
    return msg("{has}: {under} too few.", has=has, under=-problem.off)


def _metre(problem: Problem, line: LineVerdict) -> Text:
    assert line.line is not None  # what no form asks for breaks no metre
    words = [word.text for word in line.words]
    where = words[problem.word] if problem.word is not None and problem.word < len(words) else words[-1]
    return msg(
        "The length would do, but at “{word}” the stress goes against the {metre}.",
        word=where,
        metre=line.line.measure.name,
    )


def _rhyme(problem: Problem, verdict: Verdict) -> Text:
    number = _other(problem)
    ends = [_said(verdict.lines[one or 0], problem.tail)[-1:] for one in (problem.line, problem.other)]
    mine, theirs = (word[0].text if word else "–" for word in ends)
    values = {"mine": mine, "theirs": theirs, "number": number}
    match problem.relation:
        case Rhyme.IDENTICAL:
            return msg("It ends on “{mine}”, as line {number} does; a rhyme wants another word.", **values)
        case Rhyme.RICH if all(ends) and homophones(ends[0][0], ends[1][0]):
            return msg(
                "“{mine}” sounds exactly like “{theirs}” in line {number}; a rhyme begins otherwise.",
                **values,
            )
        case Rhyme.RICH:
            return msg(
                "“{mine}” rhymes with “{theirs}” in line {number}, but begins the rhyme with the same sound; "
                "it wants another.",
                **values,
            )
        case Rhyme.SLANT:
            return msg(
                "“{mine}” nearly rhymes with “{theirs}” in line {number}; this form wants it full.", **values
            )
        case Rhyme.EYE:
            return msg(
                "“{mine}” looks like a rhyme with “{theirs}” in line {number}, but sounds otherwise.",
                **values,
            )
        case Rhyme.UNKNOWN:
            return msg(
                "I do not know how to say “{mine}”; does it rhyme with “{theirs}” in line {number}?",
                **values,
            )
        case _:
            return msg("“{mine}” does not rhyme with “{theirs}” in line {number}.", **values)


def _end(line: LineVerdict, count: int = 1, before: int = 0) -> str:
    """Return the last words of a line, so many of them; those ``before`` so many others."""
    return " ".join(word.text for word in _said(line, before)[-count:]) or "–"


def _said(line: LineVerdict, before: int) -> list[Word]:
    """Return a line's words that are said, before so many others at its end."""
    said = [word for word in line.words if word.source is not Source.SILENT]
    return said[: len(said) - before]
