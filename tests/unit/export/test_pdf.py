import io
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
import typst
from hypothesis import given, settings

from bot.export import pdf, press, typesetting
from tests.unit.export import evil
from tests.unit.export.reading import needs_fonts, pdf_text
from tests.unit.export.samples import BASHO, BEGUN, NOOR, SCRIPTS, WORDING, manuscript, named, passage
from tests.unit.export.test_epub import EVERYTHING

IN_ORDER = ["zh", "ja", "ko", "el", "ru", "emoji"]  # pypdf gives back others in the order they are drawn


def opened(*passages: object, **told: object) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.render(manuscript(*passages, **told), WORDING)))  # type: ignore[arg-type]


def flat(text: str) -> str:
    return "".join(text.split())


def test_the_parts_of_a_book() -> None:
    book = opened("She *said*…", passage(2, "**nothing**.", BASHO, muse=True), passage(3, "x", redacted=True))
    title, text, behind = (page.extract_text() for page in book.pages)
    assert title.split("\n")[:2] == ["The Tide", "by Ada, Bashō"]
    assert flat("She said… nothing.1 A passage was taken out by a moderator.") in flat(text)
    assert flat(text).endswith("1")  # the page's number
    assert flat("Credits Ada: 2 words Bashō: 1 words") in flat(behind)
    assert flat("1. Passage 2: muse-edited by Bashō (receipt 2)") in flat(behind)
    assert "Finished on 2026-03-10." in behind
    assert book.metadata is not None
    assert (book.metadata.title, book.metadata.author) == ("The Tide", "Ada, Bashō")
    assert book.metadata.creation_date == BEGUN.replace(microsecond=0) + timedelta(days=9)
    assert [round(float(side) / 72 * 25.4) for side in book.pages[0].mediabox[2:]] == [148, 210]


def test_the_same_story_is_the_same_file() -> None:
    story = manuscript("a", "b", finished=False)
    assert pdf.render(story, WORDING) == pdf.render(story, WORDING)
    assert "To be continued." in pdf_text(pdf.render(story, WORDING))


def test_contents_and_bookmarks_name_the_headings() -> None:
    book = opened("# One\na\n## Two\nb")
    assert flat("Contents One 2 Two 2") in flat(book.pages[1].extract_text())
    titles = [entry.title for part in book.outline for entry in (part if isinstance(part, list) else [part])]
    assert titles == ["One", "Two", "Credits"]


def test_plain_text_is_in_the_book_face() -> None:
    book = opened("Plain text, 12 *words*.")
    fonts = {font["/BaseFont"][8:] for page in book.pages for font in page["/Resources"]["/Font"].values()}
    assert {name.split("-")[0] for name in fonts} == {"LibertinusSerif"}


def test_only_addresses_of_the_web_are_links() -> None:
    book = opened("[x](https://a.b/c) [y](javascript:alert(1)) <https://d.e> [z](file:///etc/passwd)")
    notes = [note.get_object()["/A"].get("/URI") for page in book.pages for note in page.annotations or []]
    assert [address for address in notes if address] == ["https://a.b/c", "https://d.e"]


def test_everything_members_may_write_is_set() -> None:
    text = flat(pdf_text(pdf.render(manuscript(EVERYTHING), WORDING)))
    for part in (
        "One two",
        "A b c d e f g h",
        ":i:",
        "quoted",
        "12.c",
        "small",
        "x < y && z",
        "old pond",
        "a frog",
    ):
        assert flat(part) in text


@pytest.mark.parametrize("name", IN_ORDER)
def test_scripts_come_through(name: str) -> None:
    needs_fonts()
    assert flat(SCRIPTS[name]) in flat(
        pdf_text(pdf.render(manuscript(SCRIPTS[name], title=SCRIPTS[name]), WORDING))
    )


@pytest.mark.parametrize("name", ["ar", "he"])
def test_scripts_from_right_to_left_come_through(name: str) -> None:
    needs_fonts()
    text = pdf_text(pdf.render(manuscript(SCRIPTS[name]), WORDING))
    words = [word for word in SCRIPTS[name].rstrip(".").split() if word.isalpha()]
    assert len(words) > 4
    assert not [word for word in words if word not in text]


def test_no_letter_is_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything, bold and slanted and in the notes, set by a rule that refuses a letter without a glyph."""
    needs_fonts()
    monkeypatch.setattr(
        typesetting, "_ask", lambda order: press.set_type(order, typst.Fonts(), archival=True)
    )
    marked = [f"{text} **{text}** *{text}* `{text}`\n# {text}" for text in SCRIPTS.values()]
    story = manuscript(*marked, passage(40, EVERYTHING, NOOR, muse=True), finished=False)
    assert pdf.render(story, WORDING)
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        pdf.render(manuscript("\U00013000"), WORDING)


def test_a_book_needs_no_font_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(typesetting, "_ask", lambda order: press.set_type(order, fonts, archival=True))
    story = manuscript(EVERYTHING, SCRIPTS["el"], SCRIPTS["ru"], SCRIPTS["he"], passage(5, "", redacted=True))
    assert pdf.render(named(story, _3="Noor"), WORDING)


def test_a_script_without_a_font_is_told_and_set_all_the_same() -> None:
    story = manuscript("Egyptian \U00013000\U00013001 and \U00012000 cuneiform, Ä é ß — “”", SCRIPTS["ru"])
    assert pdf.missing(story, WORDING) == "\U00012000\U00013000"
    assert "cuneiform" in pdf_text(pdf.render(story, WORDING))
    assert pdf.missing(manuscript("Plain."), WORDING) == ""


def test_a_machine_without_fonts_knows_it() -> None:
    fonts = typst.Fonts(include_system_fonts=False)
    order = {"template": "letters", "form": "pdf", "groups": list(SCRIPTS.values())}
    order["data"] = typesetting._set_in({}, "en")
    lacking = dict(zip(SCRIPTS, press.lacking(order, fonts), strict=True))
    assert {"zh", "ja", "ko", "th"} <= {name for name, lacks in lacking.items() if lacks}
    assert not {"he", "el", "ru"} & {name for name, lacks in lacking.items() if lacks}


@pytest.mark.parametrize(
    "hostile", ['#panic("x")', "#{sys.inputs}", "$ x^2 $", "= Title <label> @ref", "\\u{41} #x[y]"]
)
def test_words_are_no_typst(hostile: str) -> None:
    story = named(manuscript(hostile.replace("\\", "\\\\"), title=hostile), _1=hostile)
    assert (
        flat(pdf_text(pdf.render(story, WORDING))).count(flat(hostile)) == 4
    )  # title, author, text, credits


@given(evil.text, evil.text, evil.text)
@settings(max_examples=25, deadline=None)
def test_members_cannot_stop_the_press(text: str, title: str, name: str) -> None:
    story = named(manuscript(text, passage(2, text + "…", muse=True), text, title=title), _1=name, _2=name)
    assert pdf.render(story, WORDING).startswith(b"%PDF")
    pdf.missing(story, WORDING)


@pytest.mark.parametrize("name", evil.HUGE)
def test_huge_text_is_set(name: str) -> None:
    assert pdf.render(manuscript(evil.HUGE[name]), WORDING).startswith(b"%PDF")


def test_a_word_wider_than_the_page_is_broken() -> None:
    (_, text, *_) = opened("a" * 200).pages
    assert len([line for line in text.extract_text().split("\n") if "aaa" in line]) > 1


def test_a_press_that_is_too_slow_or_fails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(typesetting.TypesettingError, match="ended with 1"):
        typesetting.typeset("story", {"title": "no more than a title"}, "pdf", tag="en")
    monkeypatch.setattr(typesetting, "_PRESS", Path(__file__).with_name("slow.py"))
    monkeypatch.setattr(typesetting, "_LONGEST", 0.2)
    with pytest.raises(typesetting.TypesettingError, match="timed out"):
        pdf.render(manuscript("a"), WORDING)
