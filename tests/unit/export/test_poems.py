"""A poem in every kind of file: lines as lines, stanzas apart, whatever is in them."""

import io
import re
from dataclasses import replace

import pypdf
import pytest

from bot.domain.passages import Passage
from bot.domain.story import Poem
from bot.domain.verse.growing import stanzas_of
from bot.export import epub, html, markdown, pdf
from bot.export.book import bind
from bot.export.manuscript import Manuscript
from bot.export.tree import Note, Paragraph
from tests.unit.export.reading import Page
from tests.unit.export.samples import BASHO, WORDING, manuscript, passage

LONG = "My mistress' eyes are nothing like the sun, and coral is far more red than her lips' red, they say"
RENGA = Poem("renga", 2)


def poem(*passages: Passage, of: Poem = RENGA) -> Manuscript:
    return replace(manuscript(*passages), stanzas=stanzas_of(of, passages))


def renga(first: str = "one\ntwo\nthree", **more: bool) -> Manuscript:
    return poem(passage(1, first), passage(2, f"four\n{LONG}", BASHO, **more))


def test_in_markdown_every_line_is_one_and_stanzas_stand_apart() -> None:
    text = markdown.render(renga(), WORDING)
    assert f"one  \ntwo  \nthree\n\nfour  \n{LONG}\n\n---" in text


def test_in_html_every_line_is_one() -> None:
    page = Page(html.render(renga(), WORDING))
    assert [attrs.get("class") for tag, attrs in page.tags if tag == "p"][:3] == ["by", "verse", "verse"]
    assert sum(tag == "span" for tag, _ in page.tags) == 5


def test_a_stanza_of_one_line_is_verse_and_is_not_joined_to_the_next() -> None:
    book = bind(poem(passage(1, "She waits…"), passage(2, "Nothing"), of=Poem("couplet")), WORDING)
    (stanza,) = book.blocks
    assert isinstance(stanza, Paragraph)
    assert stanza.verse
    alone = bind(poem(passage(1, LONG), of=Poem("haiku")), WORDING)
    assert all(isinstance(block, Paragraph) and block.verse for block in alone.blocks)


@pytest.mark.parametrize(
    "text", ["# Big", "- a list", "1. a list", "> quoted", "-# small", "***", "```", "* * *"]
)
def test_signs_make_no_headings_of_lines(text: str) -> None:
    book = bind(renga(f"{text}\ntwo\nthree"), WORDING)
    assert [type(block) for block in book.blocks] == [Paragraph, Paragraph]
    assert not book.headings()


def test_the_muses_part_is_told_by_line_and_stands_behind_it() -> None:
    story = renga(muse=True)
    book = bind(story, WORDING)
    last = book.blocks[-1]
    assert isinstance(last, Paragraph)
    assert [part for part in last.content if isinstance(part, Note)] == [last.content[-1]] == [Note(1)]
    assert book.notes[0].startswith("Line 2: muse-edited by")
    assert "- Line 2: muse-edited by" in markdown.render(story, WORDING)


def test_a_line_that_was_taken_out_leaves_its_place() -> None:
    story = poem(passage(1, "x", redacted=True), passage(2, "two", muse=True), of=Poem("couplet"))
    assert f"*{WORDING.redacted}*  \ntwo\n" in markdown.render(story, WORDING)
    assert WORDING.redacted in html.render(story, WORDING)


def test_pages_and_books_hold_every_line() -> None:
    read = pypdf.PdfReader(io.BytesIO(pdf.render(renga(), WORDING)))
    lines = read.pages[1].extract_text().split("\n")
    assert [line.strip() for line in lines[:4]] == ["one", "two", "three", "four"]
    assert epub.render(renga(), WORDING) == epub.render(renga(), WORDING)
    assert re.search(r"My mistress", " ".join(lines))
