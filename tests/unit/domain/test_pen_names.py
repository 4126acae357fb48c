"""Pen names: one writer's each, nobody's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import names, people
from bot.domain.refusals import Reason, Refusal
from tests.unit.domain.examples import (
    BASHO,
    CLARE,
    NOW,
    begun,
    refused,
)


@pytest.mark.parametrize("name", ["Fox", "FOX", "Ｆｏｘ", "F\u200box", "Fo\u00adx", "Fox\ufe0f", "  fox "])
def test_pen_names_are_unique_in_a_story_however_they_are_spelt(name: str) -> None:
    story = people.leave(people.join(begun(), BASHO, NOW, pen_name="Fox"), BASHO, NOW)
    with refused(Reason.PEN_NAME_TAKEN):
        people.join(story, CLARE, NOW, pen_name=name)
    assert people.join(story, CLARE, NOW, pen_name="Fox 2").is_active(CLARE)


def test_a_pen_name_is_kept_by_who_comes_back() -> None:
    story = people.leave(people.join(begun(), BASHO, NOW, pen_name="Fox"), BASHO, NOW)
    for pen_name in (None, "Fox"):
        writer = people.join(story, BASHO, NOW, pen_name=pen_name).writer(BASHO)
        assert writer is not None
        assert writer.pen_name == "Fox"
    with pytest.raises(Refusal) as caught:
        people.join(story, BASHO, NOW, pen_name="Owl")
    assert (caught.value.reason, caught.value.details) == (Reason.PEN_NAME_FIXED, {"name": "Fox"})


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", Reason.PEN_NAME_EMPTY),
        ("\u200b \u3164", Reason.PEN_NAME_EMPTY),
        ("...", Reason.PEN_NAME_EMPTY),
        ("x" * 33, Reason.PEN_NAME_TOO_LONG),
        ("aDa L\u200bovelace", Reason.PEN_NAME_REAL),
    ],
)
def test_a_pen_name_is_seen_fits_and_is_no_members_own(name: str, reason: Reason) -> None:
    own = {names.folded_name("Ada Lovelace")}
    with refused(reason):
        names.checked_pen_name(name, own.__contains__)


def test_a_pen_name_is_cleaned() -> None:
    assert names.checked_pen_name(" The\n Fox\u202e ", set().__contains__) == "The Fox"
    assert len(names.checked_pen_name("x" * 32, set().__contains__)) == 32


@given(st.text(), st.sampled_from(["\u200d", "\u2060", "\u00ad", "\ufe0f", "\u034f"]), st.integers(0, 20))
def test_what_cannot_be_seen_makes_no_other_name(name: str, unseen: str, at: int) -> None:
    folded = names.folded_name(name)
    assert names.folded_name(name[:at] + unseen + name[at:]) == folded
    assert names.folded_name(folded) == folded
    assert names.folded_name(f" {name}\t") == folded
