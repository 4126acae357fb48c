"""What a member may read: in a folded story nothing leaks; and by which name a writer stands there."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import hosting, people, turns
from bot.domain.passages import Passage
from bot.domain.sight import Extent, extent, last_line, masked, names_revealed, readable, signature
from bot.domain.story import Order, Sight, Story
from bot.domain.text import is_blank
from tests.unit.domain.examples import (
    ADA,
    BASHO,
    CLARE,
    DANTE,
    EVE,
    MODERATOR,
    NOW,
    begun,
    crew,
    owner,
    passage,
    written,
)

EVERYBODY = (ADA, BASHO, CLARE, DANTE, EVE, MODERATOR)
NAMES = {ADA: "Ada", BASHO: "Matsuo"}


@st.composite
def folded(draw: st.DrawFn) -> tuple[Story, list[Passage]]:
    """Draw a story in whatever state, and its passages, each line of which is like no other."""
    order = draw(st.sampled_from(Order))
    sight = draw(st.sampled_from([Sight.LAST, Sight.LINE]))
    story = crew(BASHO, CLARE, DANTE, order=order, sight=sight)
    book = [passage(1, ADA, "<1a>\n<1b>")]
    for _ in range(draw(st.integers(0, 6))):
        if owner(story) is None:
            claimants = [m for m in (ADA, BASHO, CLARE, DANTE) if m != story.last_writer_id]
            story = turns.claim(story, draw(st.sampled_from(claimants)), NOW)
        member_id = owner(story) or 0
        story = written(story)
        at = story.passages
        book.append(passage(at, member_id, f"<{at}a>\n\n<{at}b>\n \u200b\n"))
    match draw(st.sampled_from(["as it is", "claim", "pause", "leave", "sleep"])):
        case "claim" if owner(story) is None:
            story = turns.claim(story, next(w for w in (BASHO, CLARE) if w != story.last_writer_id), NOW)
        case "pause":
            story = hosting.pause(story, NOW)
        case "leave":
            story = people.leave(story, draw(st.sampled_from([ADA, BASHO, CLARE])), NOW)
        case "sleep":
            for member_id in (ADA, BASHO, CLARE, DANTE):
                story = people.leave(story, member_id, NOW)
    return story, book


@given(folded())
def test_nobody_reads_a_line_that_is_hidden_from_them(drawn: tuple[Story, list[Passage]]) -> None:
    story, book = drawn
    for member_id in EVERYBODY:
        shown = "".join(p.text for p in readable(story, book, member_id))
        has_turn = story.turn is not None and story.turn.member_id == member_id
        for p in book:
            first, last = f"<{p.position}a>", f"<{p.position}b>"
            own, before = p.member_id == member_id, has_turn and p.position == story.passages
            assert (first in shown) == (own or (before and story.terms.sight is Sight.LAST))
            assert (last in shown) == (own or before)


@given(folded())
def test_all_is_read_by_all_when_it_is_finished_and_after(drawn: tuple[Story, list[Passage]]) -> None:
    story, book = drawn
    finished = hosting.finish(story)
    for after in (finished, hosting.reopen(finished, NOW)):
        assert all(readable(after, book, member_id) == book for member_id in EVERYBODY)


def test_a_story_in_full_sight_hides_nothing() -> None:
    story, book = begun(), [passage(1, ADA)]
    assert readable(story, book, EVE) == book
    assert extent(story, book[0], EVE) is Extent.WHOLE


def test_a_cut_passage_is_the_same_in_all_but_its_text() -> None:
    story = crew(BASHO, sight=Sight.LINE)
    assert readable(story, [passage(1, ADA, "One.\nTwo.", id=7)], BASHO) == [passage(1, ADA, "Two.", id=7)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("One.\nTwo.", "Two."),
        ("One.\n\n  Two.  \n\n", "Two."),
        ("One.\nTwo.\n\u200b", "Two."),
        ("One.\nTwo.\n\u3164\n\u2060 \u200d", "Two."),
        ("One.\r\nTwo.\u2028Three.", "Three."),
        ("x" * 200, "x" * 200),
        ("x" * 201, "…" + "x" * 199),
        ("Hidden. " + "a" * 150 + ". Shown. " + "b" * 100, "Shown. " + "b" * 100),
        ("word " * 100 + "end.", "…" + "word " * 39 + "end."),
        ("word " * 100 + "end. \u200b\u200b", "…" + "word " * 38 + "end. \u200b\u200b"),
        ("あ" * 150 + "。" + "い" * 100 + "。", "い" * 100 + "。"),
        ("あ" * 250 + "。", "…" + "あ" * 198 + "。"),
        ("x" * 250 + " \u200b", "…" + "x" * 197 + " \u200b"),
    ],
)
def test_the_last_line_that_can_be_seen(text: str, line: str) -> None:
    assert last_line(text) == line


PARTS = [*"ab .!?…。！\n\r\t\u200b\u3164\u2028\u0301\u202e", ". ", " " * 30, "x" * 60, "\u200b" * 60]
EVIL = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


INVISIBLE = "".join(chr(code) for code in range(0x110000) if unicodedata.category(chr(code))[0] in "CZ")
INVISIBLE += "\u115f\u1160\u3164\uffa0"


def test_what_cannot_be_seen_takes_no_room_from_what_can() -> None:
    assert last_line("a" + " " * 30 + "\u200b" * 400) == "a"


@given(EVIL | st.text(max_size=500) | EVIL.map(lambda text: text * 9))
def test_a_last_line_is_short_one_line_from_the_end_and_seen_if_anything_is(text: str) -> None:
    line = last_line(text)
    assert len(line) <= 200
    assert len(line.splitlines()) <= 1
    kept = line if line in text else line.removeprefix("…")
    assert is_blank(kept) == is_blank(text)
    shown = [one.strip() for one in text.splitlines() if not is_blank(one)]
    whole = shown[-1] if shown else ""
    assert whole.endswith(kept) or whole.rstrip(INVISIBLE).endswith(kept)


def pen_named() -> Story:
    return people.join(begun(reveal_names=True), BASHO, NOW, pen_name="Fox")


def test_a_pen_name_stands_alone_until_it_is_revealed() -> None:
    story = pen_named()
    finished = hosting.finish(story)
    assert signature(story, BASHO, NAMES) == "Fox"
    assert signature(story, BASHO, NAMES, unmasked=True) == "Fox (Matsuo)"
    assert signature(finished, BASHO, NAMES) == "Fox (Matsuo)"
    assert signature(finished, BASHO, {}) == "Fox"
    kept = hosting.finish(people.join(begun(reveal_names=False), BASHO, NOW, pen_name="Fox"))
    assert signature(kept, BASHO, NAMES) == "Fox"
    assert (names_revealed(story), names_revealed(finished), names_revealed(kept)) == (False, True, False)


def test_others_sign_with_their_own_names() -> None:
    story = pen_named()
    assert (signature(story, ADA, NAMES), signature(story, EVE, NAMES)) == ("Ada", None)
    assert [masked(story, writer) for writer in story.writers] == [False, True]
    assert not any(masked(hosting.finish(story), writer) for writer in story.writers)
