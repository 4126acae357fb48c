"""A story made ready for any format: its text as a tree, and every line that stands around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.passages import Origin, Passage, flows
from bot.export import prose
from bot.export.manuscript import Manuscript, Wording
from bot.export.scripts import Tongues, isolated, runs_right_to_left
from bot.export.tree import (
    Block,
    Break,
    Heading,
    Inline,
    Listing,
    Mark,
    Note,
    Paragraph,
    Quote,
    Redacted,
    Run,
    Written,
    plain,
    words_of,
)

_UNSPACED = range(0x2E80, 0xA000), range(0xF900, 0xFB00), range(0xFF00, 0xFFA0)


@dataclass(frozen=True, slots=True)
class Book:
    """A story to be set. All its lines can be printed as they are.

    ``dates`` say when it was begun and finished; ``ending`` stands under a text that goes on. Each of
    ``notes`` belongs where the text has a ``Note`` of its number. ``at`` is when its last word was written.
    """

    title: str
    authors: tuple[str, ...]
    by: str
    blocks: tuple[Block, ...]
    ending: str | None
    credits_title: str
    credits: tuple[str, ...]
    notes_title: str
    notes: tuple[str, ...]
    dates: tuple[str, ...]
    contents: str
    redacted: str
    language: str
    tongues: Tongues
    at: datetime

    def headings(self) -> list[Heading]:
        """Return the headings that members wrote, without those in quotes."""
        return [block for block in self.blocks if isinstance(block, Heading)]


def bind(manuscript: Manuscript, wording: Wording) -> Book:
    """Return the book of a story."""
    statistics, finished = manuscript.statistics, manuscript.finished_at
    leftwards = runs_right_to_left(wording.credits)
    authors = [_name(manuscript, share.member_id) for share in statistics.shares]
    blocks = tuple(_story(manuscript.passages) if manuscript.stanzas is None else _poem(manuscript, wording))
    hand = wording.hand if manuscript.stanzas is None else wording.line
    dates = [wording.begun(manuscript.started_at)]
    if finished is not None:
        dates.append(wording.finished(finished))
    return Book(
        title=prose.one_line(manuscript.title),
        authors=tuple(authors),
        by=wording.by([isolated(name, leftwards) for name in authors]) if authors else "",
        blocks=blocks,
        ending=wording.to_be_continued if finished is None else None,
        credits_title=wording.credits,
        credits=tuple(
            wording.share(isolated(name, leftwards), share.words)
            for name, share in zip(authors, statistics.shares, strict=True)
        ),
        notes_title=wording.muse,
        notes=tuple(
            hand(passage, isolated(_name(manuscript, passage.member_id), leftwards))
            for passage in helped(manuscript.passages)
        ),
        dates=tuple(dates),
        contents=wording.contents,
        redacted=wording.redacted,
        language=manuscript.language,
        tongues=Tongues(manuscript.language, words_of(blocks)),
        at=finished or max([manuscript.started_at, *(passage.created_at for passage in manuscript.passages)]),
    )


def helped(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages that the muse had a hand in, in the order of their notes."""
    return [passage for passage in passages if passage.origin is not Origin.HUMAN]


def joint(before: str, after: str) -> str:
    """Return what stands between two texts that read on: nothing where the script has no spaces."""
    unspaced = after and any(ord(after[0]) in block for block in _UNSPACED) and not before[-1:].isascii()
    return "" if unspaced else " "


def reads_on(before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Tell whether a text that handed over can be taken up within the same paragraph."""
    return bool(before and after) and isinstance(before[-1], Paragraph) and isinstance(after[0], Paragraph)


def _story(passages: Sequence[Passage]) -> Iterator[Block]:
    numbers = {id(passage): number for number, passage in enumerate(helped(passages), start=1)}
    for group in flows(passages):
        blocks: list[Block] = []
        for passage in group:
            read: Sequence[Block] = [Redacted()] if passage.redacted else prose.read(passage.text)
            if (number := numbers.get(id(passage))) is not None:
                read = _noted(read, Note(number))
            if reads_on(blocks, read):
                blocks[-1:], read = [_joined(blocks[-1], read[0])], read[1:]
            blocks += read
        yield from blocks


def _poem(manuscript: Manuscript, wording: Wording) -> Iterator[Block]:
    """Yield a poem's stanzas; the note of a passage stands behind its last line."""
    numbers = {passage.id: number for number, passage in enumerate(helped(manuscript.passages), start=1)}
    for stanza in manuscript.stanzas or ():
        content: list[Inline] = []
        for at, (passage, text) in enumerate(stanza):
            content += [Break()] if at else []
            gone = Run(wording.redacted, frozenset({Mark.ITALIC}))
            content += [gone] if passage.redacted else prose.read_line(text)
            last = at + 1 == len(stanza) or stanza[at + 1][0] is not passage
            if last and passage.id in numbers:
                content.append(Note(numbers[passage.id]))
        yield Paragraph(tuple(content), stanza=True)


def _joined(before: Block, after: Block) -> Paragraph:
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    space = Run(joint(plain(before.content), plain(after.content)))
    return Paragraph((*before.content, *[space] * bool(space.text), *after.content))


def _noted(blocks: Sequence[Block], note: Note) -> list[Block]:
    """Return the blocks with the note behind their last word."""
    *first, last = blocks or [Paragraph(())]
    content: tuple[Inline, ...] = (note,)
    if isinstance(last, Written):
        return [*first, replace(last, content=last.content + content)]
    if isinstance(last, Redacted):
        return [*first, Redacted(note)]
    if isinstance(last, Quote):
        return [*first, Quote(tuple(_noted(last.blocks, note)))]
    if isinstance(last, Listing):
        items = (*last.items[:-1], tuple(_noted(last.items[-1], note)))
        return [*first, Listing(last.start, items)]
    return [*first, last, Paragraph(content)]


def _name(manuscript: Manuscript, member_id: int) -> str:
    return prose.one_line(manuscript.name(member_id)) or "?"
