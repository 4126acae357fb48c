"""A text as the lines of a poem."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 4000  # characters of a poem; what a message or a form can hold

# Quotes, list signs and headings of markdown before a line; and the stars and bars around it.
_BEFORE = re.compile(r"^\s*(?:>{1,3}\s+|#{1,3}\s+|[-*•]\s+)*")


_NUMBER = re.compile(r"^\s*\(?(\d{1,3})[.):]\s+(?=\S)")
_HEADING = re.compile(r"^\s*#{1,3}\s+")
_BY = re.compile(r"^\W*by\s+\S", re.IGNORECASE)
_DASHED = re.compile(r"^\s*(?:[—–―~]|--?\s)")
_OPEN = (",", ";", ":", "-", "—", "–", ".")
_NAMED = 8  # words, which a title or an author's name has at most


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines that are said, without empty ones; ``stanzas`` tells of each in which block it stood.

    ``heading`` says that the first alone is marked as one, ``credit`` that the last begins with a dash.
    """

    lines: tuple[str, ...]
    stanzas: tuple[int, ...]
    heading: bool = False
    credit: bool = False

    def frames(self) -> Iterator[tuple[int, int]]:
        """Yield how many lines above and below the poem may be none of its own, beginning with none at all.

        Above may stand a title and whose poem it is, below whose it is.
        """
        tops, count = [0], len(self.lines)
        if count > 1 and (self.heading or self.stanzas[0] != self.stanzas[1] or _is_title(self.lines[0])):
            tops.append(1)
        if count > 2 and _by(self.lines[1]):
            tops.append(2)
        ends = [0]
        if count > 2 and len(self.lines[-1].split()) <= _NAMED and (self.credit or _by(self.lines[-1])):
            ends.append(1)
        yield from ((top, end) for end in ends for top in tops if top + end < count)


def laid_out(text: str) -> Layout:
    """Return the lines of a text. A line of signs alone separates, as an empty one does; ``/`` between words
    separates the lines of a poem that was written in one. The numbers of numbered lines are left out."""
    raw = text.splitlines()
    if len(raw) == 1 and " / " in raw[0]:
        raw = raw[0].replace(" // ", " / / ").split(" / ")
    lines: list[str] = []
    stanzas: list[int] = []
    marked: list[str] = []
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
        marked.append(one)
    heads = [bool(_HEADING.match(one)) for one in marked]
    credit = bool(marked) and bool(_DASHED.match(marked[-1])) and not all(map(_DASHED.match, marked))
    return Layout(tuple(_unnumbered(lines)), tuple(stanzas), heads[:1] == [True] and sum(heads) == 1, credit)


def _unnumbered(lines: list[str]) -> list[str]:
    """Return lines that are numbered from 1 on without their numbers; a title may stand above."""
    numbers = [(place, int(found[1])) for place, line in enumerate(lines) if (found := _NUMBER.match(line))]
    places = [place for place, _ in numbers]
    in_order = [number for _, number in numbers] == list(range(1, len(numbers) + 1))
    if len(numbers) < 2 or not in_order or places[-1] - places[0] + 1 != len(places) or places[0] > 2:
        return lines
    return [_NUMBER.sub("", line) if place in places else line for place, line in enumerate(lines)]


def _is_title(line: str) -> bool:
    """Tell whether a line may be a title with no empty line below: all but its small words have capitals."""
    words = line.split()
    high = all(not word[0].islower() for word in words if len(word) > 3)
    return high and len(words) <= _NAMED and line[0].isupper() and not line.endswith(_OPEN)


def _by(line: str) -> bool:
    return bool(_BY.match(line)) and len(line.split()) <= _NAMED


def _said(line: str) -> bool:
    """Tell whether there is anything in the line but signs: a letter, a digit, an emoji."""
    return any(
        unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "So"
        for character in line
    )
