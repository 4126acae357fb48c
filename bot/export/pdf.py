"""A story as a PDF: a small book of A5 pages."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from bot.export import typesetting
from bot.export.book import Book, bind
from bot.export.breaking import breakable
from bot.export.manuscript import Manuscript, Wording
from bot.export.scripts import runs_right_to_left
from bot.export.tree import (
    Block,
    Break,
    Code,
    Heading,
    Inline,
    Listing,
    Mark,
    Note,
    Paragraph,
    Quote,
    Redacted,
    Run,
    Scene,
    Subtext,
    plain,
    words_of,
)

_MARKS = {Mark.BOLD: "b", Mark.ITALIC: "i", Mark.UNDERLINE: "_", Mark.STRUCK: "~", Mark.CODE: "c"}
_TAGGED = 1_000_000  # characters; tags for screen readers double a file, and Discord takes 10 MB


def render(manuscript: Manuscript, wording: Wording) -> bytes:
    """Return the story as a PDF. Letters for which this machine has no font are left as boxes.

    Raises:
        TypesettingError: it could not be set.
    """
    book = bind(manuscript, wording)
    encoder = _Encoder(book)
    data = _data(book, list(encoder.blocks(book.blocks)))
    tags = sum(len(text) for text in words_of(book.blocks)) <= _TAGGED
    return typesetting.typeset(
        "story", data, "pdf", tag=book.language, languages=encoder.languages, at=book.at, tags=tags
    )


def missing(manuscript: Manuscript, wording: Wording) -> str:
    """Return one letter of each script in the story that this machine has no font for, mostly none.

    Raises:
        TypesettingError: the typesetter failed.
    """
    book = bind(manuscript, wording)
    around = (book.title, book.by, *book.credits, *book.notes, *book.dates)
    letters = sorted(
        {letter for text in (*words_of(book.blocks), *around) for letter in text if _shows(letter)}
    )
    scripts: dict[str, list[str]] = {}
    for letter in letters:
        scripts.setdefault(unicodedata.name(letter, "?").split()[0], []).append(letter)
    lacking = typesetting.lacking(["".join(found) for found in scripts.values()], book.language)
    return "".join(found[0] for found, lacks in zip(scripts.values(), lacking, strict=True) if lacks)


def _shows(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS"


def _data(book: Book, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": breakable(book.title),
        "title-rtl": runs_right_to_left(book.title),
        "authors": book.authors,
        "by": _line(book.by),
        "headings": [_line(plain(heading.content)) for heading in book.headings()],
        "contents": book.contents,
        "blocks": blocks,
        "ending": None if book.ending is None else _line(book.ending),
        "redacted": book.redacted,
        "credits-title": book.credits_title,
        "credits": [_line(line) for line in book.credits],
        "notes-title": book.notes_title,
        "notes": [_line(line) for line in book.notes],
        "dates": [_line(line) for line in book.dates],
    }


def _line(text: str) -> dict[str, Any]:
    return {"s": breakable(text), "rtl": runs_right_to_left(text)}


class _Encoder:
    """Turns blocks into what the template reads; ``languages`` are those it met beside the book's own."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._headings = 0
        self.languages: set[str] = set()

    def blocks(self, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
        for block in blocks:
            yield self._block(block)

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph(content):
                return {"t": "p", "verse": block.verse, **self._text(content)}
            case Heading(level, content):
                self._headings += 1
                return {"t": "h", "level": level, "n": self._headings, **self._text(content)}
            case Subtext(content):
                return {"t": "subtext", **self._text(content)}
            case Quote(blocks):
                rtl = runs_right_to_left(" ".join(words_of(blocks)))
                return {"t": "quote", "rtl": rtl, "blocks": list(self.blocks(blocks))}
            case Listing(start, items):
                return {"t": "list", "start": start, "items": [list(self.blocks(item)) for item in items]}
            case Code(text):
                return {"t": "code", "s": breakable(text), **self._spoken(text)}
            case Scene():
                return {"t": "scene"}
            case Redacted(note):
                return {"t": "redacted", "n": note and note.number}

    def _text(self, content: Sequence[Inline]) -> dict[str, Any]:
        return {"c": [_part(part) for part in content], **self._spoken(plain(content))}

    def _spoken(self, text: str) -> dict[str, Any]:
        language = self._book.tongues.of(text)
        if language is not None:
            self.languages.add(language)
        return {"rtl": runs_right_to_left(text), "lang": language}


def _part(part: Inline) -> dict[str, Any]:
    match part:
        case Run(text, marks, href):
            return {"s": breakable(text), "m": "".join(_MARKS.get(mark, "") for mark in marks), "h": href}
        case Note(number):
            return {"n": number}
        case Break():
            return {}
