from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.export import epub
from bot.export.manuscript import Manuscript
from tests.unit.export import evil
from tests.unit.export.reading import XHTML, Epub, judged
from tests.unit.export.samples import BASHO, BEGUN, SCRIPTS, WORDING, manuscript, named, passage

EVERYTHING = """# One *two*
A **b** _c_ __d__ ~~e~~ ||f|| `g` [h](https://a.b/?c=d&e=f) https://a.b/ä <:i:1>
> quoted
- a
  - b
12. c
-# small
***
## Two
```
x < y && z
```
old pond
    a frog"""


def made(story: Manuscript) -> Epub:
    return Epub(epub.render(story, WORDING))


def test_the_parts_of_a_book() -> None:
    book = made(
        manuscript("She *said*…", passage(2, "**nothing**.", BASHO, muse=True), title="Salt & <Light>")
    )
    assert book.spine == ["title.xhtml", "text-1.xhtml", "credits.xhtml", "notes.xhtml"]
    assert book.about("title") == ["Salt & <Light>"]
    assert book.about("creator") == ["Ada", "Bashō"]
    assert book.about("language") == ["en"]
    assert book.about("date") == ["2026-03-10"]
    text = "".join(book.pages["text-1.xhtml"].itertext())
    assert "She said… nothing.1" in text
    assert "Passage 2: muse-edited by Bashō (receipt 2)" in book.text
    assert [a.text for a in book.nav.iter(f"{XHTML}a")] == [
        "Salt & <Light>",
        "Credits",
        "The muse's part",
        "Salt & <Light>",
    ]


def test_the_type_comes_first_and_plain() -> None:
    first = made(manuscript("a")).archive.infolist()[0]
    assert (first.filename, first.compress_type, first.file_size, first.extra) == ("mimetype", 0, 20, b"")


def test_the_same_story_is_the_same_file_under_the_same_name() -> None:
    one, two = manuscript("a"), manuscript("a", "b", finished=False)
    assert epub.render(one, WORDING) == epub.render(one, WORDING)
    assert made(one).about("identifier") == made(two).about("identifier")
    assert made(one).about("identifier") != made(manuscript("a", title="Other")).about("identifier")
    (modified,) = (
        meta.text for meta in made(two).package.iter() if meta.get("property") == "dcterms:modified"
    )
    assert modified == (BEGUN + timedelta(hours=14)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_links_between_files_lead_somewhere() -> None:
    story = [passage(n, f"# Chapter {n}\n" + "word " * 4000, muse=n % 2 == 0) for n in range(1, 12)]
    book = made(manuscript(*story))
    assert len(book.spine) > 6
    places = {f"{name}#{part.get('id')}" for name, page in book.pages.items() for part in page.iter()}
    links = [f"{a.get('href')}" for a in book.nav.iter(f"{XHTML}a")]
    for page in book.pages.values():
        links += [str(a.get("href")) for a in page.iter(f"{XHTML}a")]
    pointed = [link for link in links if "#" in link]
    assert len(pointed) == 11 + 5 + 5
    assert set(pointed) <= places


def test_pages_turn_the_way_the_language_is_read() -> None:
    book = made(manuscript(SCRIPTS["ar"], SCRIPTS["ja"], language="ar"))
    (spine,) = (part for part in book.package.iter() if part.tag.endswith("spine"))
    assert spine.get("page-progression-direction") == "rtl"
    page = book.pages["text-1.xhtml"]
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert [(p.get("lang"), p.get("dir")) for p in page.iter(f"{XHTML}p")] == [(None, "rtl"), ("ja", "ltr")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_come_through(name: str) -> None:
    assert SCRIPTS[name] in made(manuscript(SCRIPTS[name], title=SCRIPTS[name])).text


@pytest.mark.parametrize(
    "story",
    [
        manuscript(EVERYTHING, *SCRIPTS.values(), *(passage(n, EVERYTHING, muse=True) for n in (40, 41))),
        manuscript(finished=False),
        manuscript(
            SCRIPTS["ar"], passage(2, "", redacted=True, muse=True), title=SCRIPTS["ar"], language="ar"
        ),
        manuscript(*evil.HOSTILE, *evil.MARKS, title="".join(evil.HOSTILE)),
    ],
    ids=["everything", "nothing", "Arabic", "evil"],
)
def test_epubcheck_finds_nothing(story: Manuscript, tmp_path: Path) -> None:
    judged(epub.render(story, WORDING), tmp_path)


@given(evil.text, evil.text, evil.text)
@settings(deadline=None)
def test_members_cannot_break_the_book(text: str, title: str, name: str) -> None:
    story = named(manuscript(text, passage(2, text + "…", muse=True), text, title=title), _1=name, _2=name)
    for page in made(story).pages.values():
        assert {part.tag for part in page.iter()} <= {XHTML + tag for tag in TAGS}


TAGS = {
    *(
        "html",
        "head",
        "title",
        "link",
        "body",
        "section",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "br",
        "hr",
        "a",
        "sup",
        "div",
    ),
    *("span", "blockquote", "ul", "ol", "li", "pre", "code", "strong", "em", "u", "s"),
}


@pytest.mark.parametrize("name", evil.HUGE)
def test_huge_text_is_bound(name: str) -> None:
    assert made(manuscript(evil.HUGE[name])).text
