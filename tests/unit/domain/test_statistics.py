"""What a finished story's record tells."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.passages import Origin, Passage
from bot.domain.statistics import Share, longest_streak, statistics
from bot.domain.story import MUSE_ID, TurnOutcome
from tests.unit.domain.examples import ADA, BASHO, DAY, HOUR, NOW, passage

WRITTEN, PASSED, MOVED = TurnOutcome.WRITTEN, TurnOutcome.PASSED, TurnOutcome.MOVED
BREAKS = set(TurnOutcome) - {WRITTEN, MOVED, TurnOutcome.YIELDED, TurnOutcome.FINISHED}


def test_who_wrote_how_much_and_by_which_hand() -> None:
    story = [
        passage(1, BASHO, words=10),
        passage(2, ADA, words=4, origin=Origin.MUSE_EDITED, edited_words=3),
        passage(3, MUSE_ID, words=7, origin=Origin.MUSE_ACCEPTED),
        passage(4, ADA, words=2),
    ]
    found = statistics(story, [])
    assert found.shares == (Share(BASHO, 1, 10, 0), Share(ADA, 2, 6, 4), Share(MUSE_ID, 1, 7, 7))
    assert (found.passages, found.words, found.muse_words, found.hand_words) == (4, 23, 11, 12)
    assert found.changed_words == 3


@given(
    st.lists(
        st.builds(
            lambda member, words, origin: passage(1, member, words=words, origin=origin),
            st.integers(0, 3),
            st.integers(0, 50),
            st.sampled_from(Origin),
        )
    )
)
def test_every_word_is_counted_once(book: list[Passage]) -> None:
    found = statistics(book, [])
    assert found.words == sum(p.words for p in book) == found.muse_words + found.hand_words
    assert sum(share.passages for share in found.shares) == found.passages == len(book)
    assert [share.member_id for share in found.shares] == list(dict.fromkeys(p.member_id for p in book))
    assert all(0 <= share.muse_words <= share.words for share in found.shares)


def lasting(*hours: float) -> list[Passage]:
    return [replace(passage(1, ADA), created_at=NOW + hour * HOUR) for hour in hours]


def test_the_pace_of_a_story() -> None:
    assert statistics(lasting(0, 30, 48), []).passages_per_day == 1.5
    assert statistics(lasting(0, 30, 48), []).lasted == 2 * DAY
    assert statistics(lasting(0, 1), []).passages_per_day == 2
    assert statistics(lasting(1, 0), []).lasted == 0 * DAY
    nothing = statistics([], [])
    assert (nothing.passages_per_day, nothing.lasted, nothing.shares, nothing.streak) == (0, 0 * DAY, (), 0)


def test_the_longest_run_of_turns_that_were_all_written() -> None:
    outcomes = [
        WRITTEN,
        WRITTEN,
        PASSED,
        WRITTEN,
        MOVED,
        WRITTEN,
        TurnOutcome.YIELDED,
        WRITTEN,
        PASSED,
        WRITTEN,
    ]
    assert longest_streak(outcomes) == 3
    assert statistics([], outcomes).streak == 3
    assert longest_streak([MOVED, TurnOutcome.FINISHED]) == 0


@pytest.mark.parametrize("outcome", sorted(BREAKS))
def test_a_turn_that_its_writer_did_not_use_ends_the_run(outcome: TurnOutcome) -> None:
    assert longest_streak([WRITTEN, outcome, WRITTEN, WRITTEN]) == 2


@pytest.mark.parametrize("outcome", sorted(set(TurnOutcome) - BREAKS - {WRITTEN}))
def test_a_turn_taken_from_its_writer_does_not(outcome: TurnOutcome) -> None:
    assert longest_streak([WRITTEN, outcome, WRITTEN, WRITTEN]) == 3
