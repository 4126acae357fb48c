"""A book's text as elements, for HTML and EPUB alike: what is built of elements cannot be broken out of."""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from bot.export.book import Book
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
)

Content = Element | str
_TAGS = {Mark.SPOILER: "span", Mark.STRUCK: "s", Mark.UNDERLINE: "u", Mark.BOLD: "strong"}
_TAGS |= {Mark.ITALIC: "em", Mark.CODE: "code"}


def element(tag: str, *content: Content, **attributes: str | None) -> Element:
    """Return an element. ``class_`` means ``class``, ``epub_type`` means ``epub:type``; None is left out."""
    named = {
        key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None
    }
    if kind := named.pop("epub-type", None):
        named["epub:type"] = kind
    made = Element(tag, named)
    last: Element | None = None
    for part in content:
        if not isinstance(part, str):
            made.append(part)
            last = part
        elif last is None:
            made.text = (made.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    return made


def way(text: str) -> str:
    """Return the ``dir`` of a line of the bot's own words, which may hold a name that runs the other way."""
    return "rtl" if runs_right_to_left(text) else "ltr"


class Setter:
    """Sets the blocks of a book, all at once or part by part.

    Headings get the ids ``heading-1`` and so on, and notes ``ref-1``, for links to point at. Notes lead to
    ``note-1`` in ``notes_file``, which is empty where they stand in the same file.
    """

    def __init__(self, book: Book, notes_file: str = "", epub: bool = False) -> None:
        self._book = book
        self._notes_file = notes_file
        self._epub = epub
        self._headings = 0

    def blocks(self, blocks: Iterable[Block]) -> list[Element]:
        """Return one element for each block."""
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Element:
        match block:
            case Paragraph(content) if block.verse:
                return self._line("p", content, class_="verse")
            case Paragraph(content):
                return self._line("p", content)
            case Heading(level, content):
                self._headings += 1
                return self._line(f"h{level + 1}", content, id=f"heading-{self._headings}")
            case Subtext(content):
                return self._line("p", content, class_="subtext")
            case Quote(blocks):
                return element("blockquote", *self.blocks(blocks))
            case Listing(start, items):
                tag, first = ("ul", None) if start is None else ("ol", str(start) if start != 1 else None)
                return element(tag, *(element("li", *self.blocks(item)) for item in items), start=first)
            case Code(text):
                return element("pre", element("code", text), dir="auto")
            case Scene():
                return element("hr", class_="scene")
            case Redacted(note):
                notes = [] if note is None else [self._note(note.number)]
                return element(
                    "p", self._book.redacted, *notes, class_="redacted", dir=way(self._book.redacted)
                )

    def _line(self, tag: str, content: Sequence[Inline], **attributes: str | None) -> Element:
        text = plain(content)
        language = self._book.tongues.of(text)
        # EPUB readers do not all know dir="auto", so there the direction is told.
        attributes |= {
            "dir": way(text) if self._epub else "auto",
            "lang": language,
            "xml:lang": language if self._epub else None,
        }
        if attributes.get("class_") != "verse":
            return element(tag, *self._inline(content), **attributes)
        lines = [list[Inline]()]
        for part in content:
            if isinstance(part, Break):
                lines.append([])
            else:
                lines[-1].append(part)
        spans = (element("span", *self._inline(line), class_="line") for line in lines)
        return element(tag, *spans, **attributes)

    def _inline(self, content: Sequence[Inline]) -> Iterator[Content]:
        for part in content:
            match part:
                case Run():
                    yield _run(part)
                case Break():
                    yield element("br")
                case Note(number):
                    yield self._note(number)

    def _note(self, number: int) -> Element:
        link = element(
            "a",
            str(number),
            id=f"ref-{number}",
            href=f"{self._notes_file}#note-{number}",
            role="doc-noteref",
            epub_type="noteref" if self._epub else None,
        )
        return element("sup", link, class_="ref")


def _run(run: Run) -> Content:
    content: Content = run.text
    for mark in reversed(_TAGS):
        if mark in run.marks:
            content = element(_TAGS[mark], content, class_="spoiler" if mark is Mark.SPOILER else None)
    if run.href is not None:
        content = element("a", content, href=run.href, rel="nofollow noopener noreferrer")
    return content
