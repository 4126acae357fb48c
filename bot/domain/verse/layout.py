"""A text as the lines of a poem."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 4000  # characters of a poem; what a message or a form can hold

# Quotes, list signs and headings of markdown before a line; and the stars and bars around it.
_BEFORE = re.compile(r"^\s*(?:>{1,3}\s+|#{1,3}\s+|[-*•]\s+)*")


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines that are said, without empty ones; ``stanzas`` tells of each in which block it stood."""

    lines: tuple[str, ...]
    stanzas: tuple[int, ...]

    @property
    def has_title(self) -> bool:
        """Tell whether the first line stands alone above others, as a title does."""
        return len(self.stanzas) > 1 and self.stanzas[0] != self.stanzas[1]

    def without_title(self) -> "Layout":
        """Return the rest."""
        return Layout(self.lines[1:], self.stanzas[1:])


def laid_out(text: str) -> Layout:
    """Return the lines of a text. A line of signs alone separates, as an empty one does; ``/`` between words
    separates the lines of a poem that was written in one."""
    raw = text.splitlines()
    if len(raw) == 1 and " / " in raw[0]:
        raw = raw[0].replace(" // ", " / / ").split(" / ")
    lines: list[str] = []
    stanzas: list[int] = []
    stanza, gap = 0, False
    for one in raw:
        line = _BEFORE.sub("", one).strip()
        if not _said(line):
            gap = True
            continue
        stanza += gap and bool(lines)
        gap = False
        lines.append(line)
        stanzas.append(stanza)
    return Layout(tuple(lines), tuple(stanzas))


def _said(line: str) -> bool:
    """Tell whether there is anything in the line but signs: a letter, a digit, an emoji."""
    return any(
        unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "So"
        for character in line
    )
