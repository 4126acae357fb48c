"""A story's text as a small tree that no format owns."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_VERSE_WIDTH = 60  # columns; what breaks its lines sooner is taken for verse


class Mark(StrEnum):
    """How a run of text is set apart."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRUCK = "struck"
    SPOILER = "spoiler"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """Text set in one way; ``href`` is an address of the web it leads to."""

    text: str
    marks: frozenset[Mark] = frozenset()
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


@dataclass(frozen=True, slots=True)
class Note:
    """Where a note belongs; notes count from 1."""

    number: int


Inline = Run | Break | Note


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of text."""

    content: tuple[Inline, ...]
    stanza: bool = False

    @property
    def verse(self) -> bool:
        """Whether its lines are broken as in a poem: it is a stanza of one, or there are several, and all are
        short."""
        if self.stanza:
            return True
        lines = plain(self.content).split("\n")
        return len(lines) > 1 and all(_width(line) <= _VERSE_WIDTH for line in lines)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subtext:
    """A line in small print."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What a member quoted; there are no quotes within quotes."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; ``start`` is its first number, or None where it has bullets."""

    start: int | None
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose spaces and lines stay as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The break between two scenes: a line of asterisks or dashes."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A passage that a moderator took out."""

    note: Note | None = None


Block = Paragraph | Heading | Subtext | Quote | Listing | Code | Scene | Redacted
Written = Paragraph | Heading | Subtext


def plain(content: Sequence[Inline]) -> str:
    """Return the bare text."""
    return "".join(part.text if isinstance(part, Run) else "\n" * isinstance(part, Break) for part in content)


def words_of(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the bare text of each block that has some."""
    for block in blocks:
        if isinstance(block, Written):
            yield plain(block.content)
        elif isinstance(block, Code):
            yield block.text
        elif isinstance(block, Quote):
            yield from words_of(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from words_of(item)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
