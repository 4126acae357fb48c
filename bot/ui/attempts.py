"""What a writer is told about their next line of a poem: what it must be, and why it is not that yet."""

from bot.domain.text import shorten
from bot.domain.verse.growing import Attempt
from bot.services.verses import PoemSoFar
from bot.ui.asked import asked, which
from bot.ui.catalogue import Say, msg
from bot.ui.markdown import literal
from bot.ui.poems import words_counted
from bot.ui.verses import count, unfit

_LABEL, _HINT = 45, 100  # characters of a field's label and of what stands below it, by Discord


def asked_in_form(poem: PoemSoFar, say: Say) -> tuple[str, str]:
    """Return the label of a form's field, and what stands below it: which line it is, what it must be."""
    if poem.place is None:
        return say(msg("Your line")), ""
    return shorten(say(which(poem.place, poem)), _LABEL), shorten(asked(poem, say), _HINT)


def counted_lines(attempt: Attempt, say: Say) -> str:
    """Return how many syllables each line has."""
    counts = " / ".join(count(line) for line in attempt.lines) or "0"
    return say(msg("{counts} syllables", counts=counts))


def what_is_wrong(poem: PoemSoFar, attempt: Attempt, say: Say) -> list[str]:
    """Return what comes next, and what is wrong with a text as that."""
    rows = [f"**{say(which(attempt.place, poem))}:** {literal(asked(poem, say))}."]
    rows += [say(unfit(problem, attempt)) for problem in attempt.verdict.problems]
    for line in attempt.lines:
        if line.ok:
            continue
        rows += [f"- {literal(say(unfit(problem, attempt)))}" for problem in line.problems]
        rows.append(f"-# {literal(words_counted(line, say))}")
    return rows
