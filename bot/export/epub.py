"""A story as an EPUB 3 book.

Packed by hand: of the permissively licensed libraries, mkepub writes titles into its XML unescaped ("Salt &
Light" breaks the book) and says of every book that it is English; fast-ebook can set no page direction.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, tostring

from bot.export.book import Book, bind
from bot.export.manuscript import Manuscript, Wording
from bot.export.markup import Setter, element, way
from bot.export.scripts import is_right_to_left
from bot.export.tree import Block, Heading, plain, words_of

_BOOKS = UUID("6f1d5f6e-0c4b-5a53-9a0c-51e4f2f0b7aa")  # the namespace of stories' identifiers
_PART = 60_000  # characters in one file, about; readers grow slow on long ones
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
_ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
)


def render(manuscript: Manuscript, wording: Wording) -> bytes:
    """Return the story as an EPUB: title page, contents, text, credits and the muse's part.

    The same story gives the same bytes. Its identifier is the same for ever, whatever the text becomes.
    """
    book = bind(manuscript, wording)
    began = manuscript.started_at.astimezone(UTC).isoformat()
    identifier = uuid5(_BOOKS, f"{manuscript.number}\n{began}\n{book.title}").urn
    text = _text(book)
    places = {part.get("id", ""): name for name, page in text.items() for part in page.iter()}
    pages = {"title.xhtml": _title(book), **text, "credits.xhtml": _credits(book)}
    if book.notes:
        pages["notes.xhtml"] = _notes(book, places)
    written = {
        "META-INF/container.xml": _CONTAINER,
        "book/package.opf": _xml(_package(book, identifier, pages)),
        "book/nav.xhtml": _xml(_nav(book, places), html=True),
        "book/book.css": _style(),
        **{f"book/{name}": _xml(page, html=True) for name, page in pages.items()},
    }
    return _packed(written, book.at)


def _packed(written: dict[str, str], at: datetime) -> bytes:
    moment = at.astimezone(UTC).timetuple()[:6]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        # The type comes first and is not compressed, so that it can be read without unpacking.
        archive.writestr(zipfile.ZipInfo("mimetype", moment), "application/epub+zip")
        for name, text in written.items():
            archive.writestr(zipfile.ZipInfo(name, moment), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _xml(root: Element, html: bool = False) -> str:
    doctype = "<!DOCTYPE html>\n" if html else ""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}{tostring(root, encoding="unicode")}\n'


@cache
def _style() -> str:
    templates = files("bot.export") / "templates"
    return "".join((templates / name).read_text(encoding="utf-8") for name in ("prose.css", "epub.css"))


def _page(book: Book, title: str, kind: str, *content: Element) -> Element:
    head = element(
        "head",
        element("title", title),
        element("link", rel="stylesheet", type="text/css", href="book.css"),
    )
    body = element("body", *content, epub_type=kind)
    namespaces = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
    page = element("html", head, body, lang=book.language, dir=_way(book))
    page.attrib |= {**namespaces, "xml:lang": book.language}
    return page


def _way(book: Book) -> str:
    return "rtl" if is_right_to_left(book.language) else "ltr"


def _line(line: str, class_: str | None = None) -> Element:
    return element("p", line, class_=class_, dir=way(line))


def _title(book: Book) -> Element:
    lines = [element("h1", book.title, dir=way(book.title))]
    if book.by:
        lines.append(_line(book.by, "by"))
    return _page(
        book, book.title, "frontmatter", element("section", *lines, class_="title", epub_type="titlepage")
    )


def _text(book: Book) -> dict[str, Element]:
    setter, pages = Setter(book, notes_file="notes.xhtml", epub=True), dict[str, Element]()
    for number, blocks in enumerate(_parts(book.blocks), start=1):
        section = element("section", *setter.blocks(blocks), class_="story")
        pages[_file(number)] = _page(book, book.title, "bodymatter", section)
    if book.ending is not None:
        section.append(_line(book.ending, "ending"))
    return pages


def _file(number: int) -> str:
    return f"text-{number}.xhtml"


def _parts(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield at least one part; a heading of a chapter begins a new one where the last is long enough."""
    part: list[Block] = []
    size = 0
    for block in blocks:
        chapter = isinstance(block, Heading) and block.level == 1
        if part and size > (_PART // 4 if chapter else _PART):
            yield part
            part, size = [], 0
        part.append(block)
        size += sum(len(text) for text in words_of([block]))
    yield part


def _credits(book: Book) -> Element:
    lines = element("ul", *(element("li", line, dir=way(line)) for line in book.credits))
    dates = element("div", *(_line(line) for line in book.dates), class_="colophon")
    section = element("section", element("h2", book.credits_title), lines, dates, class_="credits")
    return _page(book, book.credits_title, "backmatter", section)


def _notes(book: Book, places: dict[str, str]) -> Element:
    lines = (
        element(
            "li",
            element("a", line, href=f"{places[f'ref-{number}']}#ref-{number}", role="doc-backlink"),
            id=f"note-{number}",
            dir=way(line),
        )
        for number, line in enumerate(book.notes, start=1)
    )
    notes = element("section", element("h2", book.notes_title), element("ol", *lines), class_="notes")
    notes.attrib |= {"epub:type": "endnotes", "role": "doc-endnotes"}
    return _page(book, book.notes_title, "backmatter", notes)


def _nav(book: Book, places: dict[str, str]) -> Element:
    links = [_entry(book.title, "title.xhtml")]
    for number, heading in enumerate(book.headings(), start=1):
        place = f"heading-{number}"
        links.append(_entry(plain(heading.content), f"{places[place]}#{place}"))
    links.append(_entry(book.credits_title, "credits.xhtml"))
    if book.notes:
        links.append(_entry(book.notes_title, "notes.xhtml"))
    contents = element("nav", element("h2", book.contents), element("ol", *links), id="toc", epub_type="toc")
    start = element("ol", _entry(book.title, _file(1), "bodymatter"))
    landmarks = element("nav", start, hidden="", epub_type="landmarks")
    return _page(book, book.contents, "frontmatter", contents, landmarks)


def _entry(text: str, href: str, kind: str | None = None) -> Element:
    return element("li", element("a", text, href=href, epub_type=kind))


def _package(book: Book, identifier: str, pages: Iterable[str]) -> Element:
    about = element(
        "metadata",
        element("dc:identifier", identifier, id="book"),
        element("dc:title", book.title),
        element("dc:language", book.language),
        *(element("dc:creator", author) for author in book.authors),
        element("dc:date", book.at.astimezone(UTC).date().isoformat()),
        element("meta", book.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), property="dcterms:modified"),
        *(element("meta", value, property=name) for name, value in _ACCESS),
    )
    about.attrib["xmlns:dc"] = "http://purl.org/dc/elements/1.1/"
    manifest = element("manifest", element("item", id="css", href="book.css", media_type="text/css"))
    manifest.append(_item("nav", "nav.xhtml", properties="nav"))
    spine = element("spine", page_progression_direction=_way(book))
    for number, name in enumerate(pages, start=1):
        manifest.append(_item(f"page-{number}", name))
        spine.append(element("itemref", idref=f"page-{number}"))
    package = element("package", about, manifest, spine, version="3.0", unique_identifier="book")
    package.attrib |= {"xmlns": "http://www.idpf.org/2007/opf", "xml:lang": book.language}
    return package


def _item(name: str, href: str, properties: str | None = None) -> Element:
    return element("item", id=name, href=href, media_type="application/xhtml+xml", properties=properties)
