"""Whose turn it is: writing, passing, claiming."""

import pytest

from bot.domain import checks, hosting, people, turns
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Order, StoryState, Terms
from tests.unit.domain.examples import (
    ADA,
    BASHO,
    CLARE,
    DANTE,
    HOUR,
    NOW,
    begun,
    crew,
    lapsed,
    number,
    owner,
    refused,
    written,
)


def test_writing_adds_the_passage_and_moves_the_turn_on() -> None:
    story = turns.submit(crew(BASHO), BASHO, 3, 5, NOW)
    assert (story.passages, story.words, story.last_writer_id) == (2, 8, BASHO)
    assert (number(story), owner(story), story.turns) == (4, ADA, 4)


def test_a_lone_writer_goes_on() -> None:
    assert [owner(written(begun(), times)) for times in range(3)] == [ADA, ADA, ADA]


def test_stale_turn_number_is_refused_even_for_its_writer() -> None:
    with refused(Reason.TURN_PASSED):
        turns.submit(begun(), ADA, 1, 5, NOW)


def test_others_are_told_whose_turn_it_is() -> None:
    story = crew(BASHO)
    with pytest.raises(Refusal) as caught:
        turns.submit(story, ADA, None, 5, NOW)
    assert caught.value.details == {"writer": story.writer(BASHO)}


def test_only_who_is_in_the_rota_may_write() -> None:
    story = people.away(people.leave(crew(BASHO, CLARE), CLARE, NOW), ADA, None, NOW)
    with refused(Reason.NOT_IN_STORY):
        checks.check_turn(story, DANTE)
    with refused(Reason.NOT_IN_STORY):
        checks.check_turn(story, CLARE)
    with refused(Reason.YOU_ARE_AWAY):
        checks.check_turn(story, ADA)
    checks.check_turn(story, BASHO, 3)


@pytest.mark.parametrize(("words", "reason"), [(4, Reason.TOO_FEW_WORDS), (11, Reason.TOO_MANY_WORDS)])
def test_bounds_hold(words: int, reason: Reason) -> None:
    story = hosting.start("Tide", ADA, Terms(5, 10), 7, NOW)
    with refused(reason):
        turns.submit(story, ADA, None, words, NOW)
    assert turns.submit(story, ADA, None, 5, NOW).words == 12
    assert turns.submit(story, ADA, None, 10, NOW).words == 17


def test_crossed_bounds_are_refused() -> None:
    with refused(Reason.BOUNDS_CROSSED):
        Terms(words_min=10, words_max=9)
    assert Terms(words_min=9, words_max=9).words_max == 9


def test_a_full_story_finishes_itself_and_the_turn_after_was_never_opened() -> None:
    story = written(crew(BASHO, passages_max=2))
    assert (story.state, story.turn, story.turns, story.passages) == (StoryState.FINISHED, None, 3, 2)
    assert number(hosting.reopen(story, NOW)) == 4


def test_passing_hands_the_turn_on_without_a_passage() -> None:
    story = turns.pass_turn(crew(BASHO, CLARE), BASHO, 3, NOW)
    assert (owner(story), story.passages, number(story)) == (CLARE, 1, 4)
    with refused(Reason.NOT_YOUR_TURN):
        turns.pass_turn(story, BASHO, None, NOW)


def test_anyone_but_the_last_to_write_claims_an_open_turn() -> None:
    story = crew(BASHO, CLARE, order=Order.OPEN)
    assert owner(story) is None
    with refused(Reason.WROTE_LAST):
        turns.claim(story, ADA, NOW)
    with refused(Reason.NOT_IN_STORY):
        turns.claim(story, DANTE, NOW)
    claimed = turns.claim(story, CLARE, NOW)
    assert (owner(claimed), number(claimed)) == (CLARE, number(story))
    assert turns.claim(claimed, CLARE, NOW + HOUR) == claimed
    with refused(Reason.NOT_YOUR_TURN):
        turns.claim(claimed, BASHO, NOW)


def test_an_open_turn_has_no_deadline_and_a_claim_a_quarter_of_the_time() -> None:
    story = crew(BASHO, order=Order.OPEN, turn_hours=24)
    assert story.turn is not None
    assert (story.turn.clock.due_at, story.turn.clock.left) == (None, 0 * HOUR)
    assert turns.lapse(story, number(story), NOW + 999 * HOUR) == story
    claimed = turns.claim(story, BASHO, NOW + HOUR)
    assert turns.lapse(claimed, number(claimed), NOW + 7 * HOUR - HOUR / 60) == claimed
    lapsed_claim = turns.lapse(claimed, number(claimed), NOW + 7 * HOUR)
    assert (owner(lapsed_claim), number(lapsed_claim)) == (None, number(story) + 1)


def test_an_open_turn_may_be_written_without_a_claim_and_a_claim_given_back() -> None:
    story = crew(BASHO, order=Order.OPEN)
    assert owner(turns.submit(story, BASHO, number(story), 5, NOW)) is None
    assert owner(turns.pass_turn(turns.claim(story, BASHO, NOW), BASHO, None, NOW)) is None
    with refused(Reason.NOT_YOUR_TURN):
        turns.pass_turn(story, BASHO, None, NOW)


def test_who_is_alone_may_claim_after_themselves() -> None:
    story = written(turns.claim(begun(order=Order.OPEN), ADA, NOW))
    assert owner(turns.claim(story, ADA, NOW)) == ADA


def test_two_lapsed_claims_and_they_are_away() -> None:
    story = crew(BASHO, order=Order.OPEN)
    for _ in range(2):
        story = lapsed(turns.claim(story, BASHO, NOW))
    assert not story.is_active(BASHO)
