"""Whose words are they? And which passages read on without a break?"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.passages import Origin, Passage, flows, hands_over
from bot.domain.provenance import origin_of
from tests.unit.domain.examples import ADA, passage

PROPOSAL = "A lighthouse keeper finds that the lamp answers her."


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (PROPOSAL, Origin.MUSE_ACCEPTED),
        ("  a lighthouse KEEPER finds\nthat the lamp answers her. ", Origin.MUSE_ACCEPTED),
        ("A lighthouse keeper finds a letter in the lamp.", Origin.MUSE_EDITED),
        ("She said that the lamp answers nobody.", Origin.MUSE_EDITED),
        ("The lamp answers nobody tonight.", Origin.HUMAN),
        ("", Origin.HUMAN),
    ],
)
def test_origin(text: str, origin: Origin) -> None:
    assert origin_of(text, PROPOSAL) is origin


@pytest.mark.parametrize("proposal", [None, "", " \n"])
def test_without_a_proposal_it_is_the_writers_own(proposal: str | None) -> None:
    assert origin_of(PROPOSAL, proposal) is Origin.HUMAN


def test_a_short_proposal_counts_too() -> None:
    assert origin_of("Rain again, she said", "Rain again,") is Origin.MUSE_EDITED


@pytest.mark.parametrize(
    "text",
    ["And then…", "And then...", "“And then…”", "*And then...*", "||and…|| then…  \n", "「そして…」"[:-1]],
)
def test_a_passage_that_ends_in_dots_hands_over(text: str) -> None:
    assert hands_over(passage(1, ADA, text))


@pytest.mark.parametrize("text", ["And then.", "And then..", "… and then", "And then…!", "", "And… then"])
def test_one_that_does_not_ends_its_paragraph(text: str) -> None:
    assert not hands_over(passage(1, ADA, text))


def test_passages_read_on_from_one_that_hands_over() -> None:
    book = [passage(i, ADA, text) for i, text in enumerate(["One…", "two...", "three.", "Four.", "Five…"], 1)]
    assert flows(book) == [tuple(book[:3]), (book[3],), (book[4],)]
    assert flows([]) == []


def test_a_redacted_passage_stands_alone() -> None:
    book = [passage(1, ADA, "One…"), passage(2, ADA, "two…", redacted=True), passage(3, ADA, "three.")]
    assert not hands_over(book[1])
    assert flows(book) == [(one,) for one in book]


@given(
    st.lists(
        st.builds(
            lambda text, redacted: passage(1, ADA, text, redacted=redacted),
            st.sampled_from(["One…", "Two."]),
            st.booleans(),
        )
    )
)
def test_flows_lose_nothing_and_break_where_nothing_hands_over(book: list[Passage]) -> None:
    groups = flows(book)
    assert [one for group in groups for one in group] == book
    for group in groups:
        assert all(hands_over(one) for one in group[:-1])
        assert len(group) == 1 or not any(one.redacted for one in group)
    for group, after in pairwise(groups):
        assert not hands_over(group[-1]) or after[0].redacted
