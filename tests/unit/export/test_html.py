import base64
import hashlib
import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

from bot.export import html
from tests.unit.export import evil
from tests.unit.export.reading import Page
from tests.unit.export.samples import BASHO, SCRIPTS, WORDING, manuscript, named, passage

OURS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "article",
        "header",
        "section",
        "nav",
        "footer",
    ),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "br",
        "hr",
        "a",
        "sup",
        "span",
        "blockquote",
        "ul",
        "ol",
        "li",
        "pre",
        "code",
    ),
    *("strong", "em", "u", "s"),
}
ATTRIBUTES = {
    *("lang", "dir", "class", "id", "href", "rel", "role", "start", "aria-hidden", "aria-label"),
    *("charset", "http-equiv", "content", "name"),
}


def page(*passages: object, **told: object) -> Page:
    return Page(html.render(manuscript(*passages, **told), WORDING))  # type: ignore[arg-type]


def test_the_parts_of_a_page() -> None:
    found = page("She *said*…", passage(2, "**nothing**.", BASHO, muse=True), passage(3, "x", redacted=True))
    assert found.text.startswith("\nThe TideThe Tideby Ada, BashōShe said… nothing.1A passage was taken out")
    assert found.text.endswith(
        "❧CreditsAda: 2 wordsBashō: 1 wordsThe muse's partPassage 2: muse-edited by Bashō (receipt 2)"
        "Begun on 2026-03-01. Written with Quire.Finished on 2026-03-10.\n"
    )
    assert {"em", "strong", "article", "header", "footer"} <= {tag for tag, _ in found.tags}
    assert found.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert not found.open
    assert not found.odd


def test_notes_lead_there_and_back() -> None:
    links = {link["href"] for link in page(passage(1, "a", muse=True)).all("a")}
    ids = {
        f"#{attributes['id']}"
        for _, attributes in page(passage(1, "a", muse=True)).tags
        if "id" in attributes
    }
    assert links == ids == {"#note-1", "#ref-1"}


def test_nothing_is_fetched_and_nothing_runs() -> None:
    found = page("[x](https://a.b)")
    (policy,) = (meta["content"] for meta in found.all("meta") if meta.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256(found.style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"@import|url\(|src\s*=", found.style)
    assert "prefers-color-scheme: dark" in found.style
    assert "@media print" in found.style


def test_text_runs_its_own_way_in_its_own_language() -> None:
    found = page(SCRIPTS["ar"], SCRIPTS["ja"], "English", language="en")
    paragraphs = [p for p in found.all("p") if p.get("dir") == "auto"]
    assert [p.get("lang") for p in paragraphs] == ["ar", "ja", None]
    assert page(SCRIPTS["ar"], language="ar").all("html") == [{"lang": "ar", "dir": "rtl"}]


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_come_through(name: str) -> None:
    assert SCRIPTS[name] in page(SCRIPTS[name]).text


def test_contents_lead_to_headings() -> None:
    found = page("# One\na\n## Two\nb")
    assert [a["href"] for a in found.all("a")] == ["#heading-1", "#heading-2"]
    assert found.all("h2")[0]["id"] == "heading-1"
    assert found.all("h3")[0]["id"] == "heading-2"
    assert not page("# One\na").all("nav")


def test_a_story_that_goes_on_says_so() -> None:
    assert "To be continued.Credits" in page("a", finished=False).text


def test_verse_keeps_its_lines() -> None:
    assert len([s for s in page("old pond\na frog").all("span") if s["class"] == "line"]) == 2


def harmless(source: str) -> Page:
    found = Page(source)
    assert {tag for tag, _ in found.tags} <= OURS
    for tag, attributes in found.tags:
        assert set(attributes) <= ATTRIBUTES
        if tag == "a":
            href = str(attributes["href"])
            assert href.startswith("#") or urlsplit(href).scheme in ("http", "https")
    assert not found.odd
    assert not found.open
    return found


@given(evil.text, evil.text, evil.text)
@settings(deadline=None)
def test_members_cannot_write_html(text: str, title: str, name: str) -> None:
    story = named(manuscript(text, passage(2, text + "…", muse=True), text, title=title), _1=name, _2=name)
    source = html.render(story, WORDING)
    source.encode()
    harmless(source)


@pytest.mark.parametrize("hostile", evil.HOSTILE)
def test_hostile_words_are_only_words(hostile: str) -> None:
    found = harmless(html.render(named(manuscript(f"a {hostile} b", title=hostile), _1=hostile), WORDING))
    assert len([tag for tag, _ in found.tags if tag == "section"]) == 2


@pytest.mark.parametrize("name", evil.HUGE)
def test_huge_text_is_set(name: str) -> None:
    harmless(html.render(manuscript(evil.HUGE[name]), WORDING))
