"""A story as one HTML file that needs nothing from outside."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from xml.etree.ElementTree import Element, tostring

from bot.export.book import Book, bind
from bot.export.manuscript import Manuscript, Wording
from bot.export.markup import Setter, element, way
from bot.export.scripts import is_right_to_left
from bot.export.tree import plain

_FEWEST_HEADINGS = 2  # with less there is nothing to choose from


def render(manuscript: Manuscript, wording: Wording) -> str:
    """Return the story as HTML (UTF-8) for screens light and dark, and for printing.

    It holds no script, asks for nothing over the network, and its policy forbids both.
    """
    book = bind(manuscript, wording)
    page = element(
        "html",
        _head(book),
        element("body", element("main", element("article", *_article(book)))),
        lang=book.language,
        dir="rtl" if is_right_to_left(book.language) else "ltr",
    )
    return "<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html") + "\n"


@cache
def _style() -> str:
    templates = files("bot.export") / "templates"
    return "".join((templates / name).read_text(encoding="utf-8") for name in ("prose.css", "page.css"))


def _head(book: Book) -> Element:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        *(element("meta", name="author", content=author) for author in book.authors),
        element("title", book.title),
        element("style", _style()),
    )


def _article(book: Book) -> list[Element]:
    header = element("header", element("h1", book.title, dir="auto"))
    if book.by:
        header.append(element("p", book.by, class_="by", dir=way(book.by)))
    story = element("section", *Setter(book).blocks(book.blocks), class_="story")
    if book.ending is None:
        story.append(element("p", "❧", class_="finis", aria_hidden="true"))
    else:
        story.append(element("p", book.ending, class_="ending", dir=way(book.ending)))
    found = [header, *_contents(book), story, _credits(book)]
    if book.notes:
        found.append(_notes(book))
    dates = (element("p", line, dir=way(line)) for line in book.dates)
    return [*found, element("footer", *dates, class_="colophon")]


def _contents(book: Book) -> list[Element]:
    headings = book.headings()
    if len(headings) < _FEWEST_HEADINGS:
        return []
    links = (
        element("li", element("a", plain(heading.content), href=f"#heading-{number}", dir="auto"))
        for number, heading in enumerate(headings, start=1)
    )
    return [element("nav", element("ol", *links), aria_label=book.contents)]


def _credits(book: Book) -> Element:
    lines = (element("li", line, dir=way(line)) for line in book.credits)
    return element("section", element("h2", book.credits_title), element("ul", *lines), class_="credits")


def _notes(book: Book) -> Element:
    lines = (
        element(
            "li",
            element("a", line, href=f"#ref-{number}", role="doc-backlink"),
            id=f"note-{number}",
            dir=way(line),
        )
        for number, line in enumerate(book.notes, start=1)
    )
    return element(
        "section", element("h2", book.notes_title), element("ol", *lines), class_="notes", role="doc-endnotes"
    )
