"""A line against what its form asks of its syllables and metre."""

from tests.verifier.judgement import Line, suspect
from tests.verifier.metre import reach


def measure(line: Line, syllables: int | None, metre: str | None) -> None:
    """Judge a line's syllables and metre, and note the readings that it needed."""
    line.wanted = syllables
    if syllables is None and metre is None:
        return
    choice = reach(line.words, syllables, metre)
    if choice is None:
        word, why = suspect(line.words, verse=metre is not None)
        asked = " ".join(str(each) for each in (syllables and f"{syllables} syllables", metre) if each)
        line.fail(f"{line.count} syllables: not {asked} in any reading", why, word)
        return
    changed = zip(line.words, choice, strict=True)
    line.changed += [(word.text, reading.why) for word, reading in changed if reading.why]
