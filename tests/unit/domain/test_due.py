"""What is due by itself: asked for while it is to come, done once, and nothing when it is stale."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import due, hosting, people, turns
from bot.domain.due import Due, DueKind
from bot.domain.story import Order, Stop, Story, StoryState, TurnOutcome
from tests.unit.domain.examples import ADA, BASHO, CLARE, DAY, HOUR, NOW, begun, crew, owner, written

REMIND = Due(DueKind.REMIND, 3, NOW + 18 * HOUR)
LAPSE = Due(DueKind.LAPSE, 3, NOW + 24 * HOUR)


def done(story: Story, what: Due, at: timedelta = timedelta(0)) -> Story:
    return due.handle(story, what.kind, what.subject, what.at + at)[0]


def test_a_turn_waits_for_its_reminder_and_its_end() -> None:
    assert due.due(crew(BASHO)) == {REMIND, LAPSE}
    assert due.due(done(crew(BASHO), REMIND)) == {LAPSE}


def test_a_turn_open_to_a_claim_waits_for_nothing_and_a_claim_for_its_end() -> None:
    story = crew(BASHO, order=Order.OPEN)
    assert due.due(story) == frozenset()
    claimed = turns.claim(story, BASHO, NOW)
    number = story.turns
    assert due.due(claimed) == {
        Due(DueKind.REMIND, number, NOW + 4.5 * HOUR),
        Due(DueKind.LAPSE, number, NOW + 6 * HOUR),
    }


def test_who_is_away_until_a_day_is_waited_for_and_who_is_away_without_is_not() -> None:
    story = people.away(people.away(crew(BASHO, CLARE), ADA, NOW + DAY, NOW), CLARE, None, NOW)
    assert due.due(story) - {REMIND, LAPSE} == {Due(DueKind.RETURN, ADA, NOW + DAY)}
    asleep = people.leave(story, BASHO, NOW)
    assert due.due(asleep) == {Due(DueKind.RETURN, ADA, NOW + DAY)}
    back = done(asleep, Due(DueKind.RETURN, ADA, NOW + DAY))
    assert (back.state, owner(back)) == (StoryState.OPEN, ADA)


@pytest.mark.parametrize("why", list(Stop))
def test_a_stopped_story_waits_for_no_turn(why: Stop) -> None:
    story = turns.stop(people.away(crew(BASHO), ADA, NOW + DAY, NOW), why, NOW)
    assert due.due(story) == {Due(DueKind.RETURN, ADA, NOW + DAY)}
    given_anew = hosting.move_next(story, ADA, NOW) if why is Stop.ABSENT else story
    assert {one.kind for one in due.due(given_anew)} == {DueKind.RETURN}


def test_a_finished_story_waits_for_nothing_and_a_reopened_one_for_those_who_were_to_return() -> None:
    finished = hosting.finish(people.away(crew(BASHO), ADA, NOW + DAY, NOW))
    assert due.due(finished) == frozenset()
    assert done(finished, Due(DueKind.RETURN, ADA, NOW + DAY)) == finished
    reopened = hosting.reopen(finished, NOW + 9 * DAY)
    assert Due(DueKind.RETURN, ADA, NOW + DAY) in due.due(reopened)
    assert done(reopened, Due(DueKind.RETURN, ADA, NOW + 9 * DAY)).is_active(ADA)


@pytest.mark.parametrize("late", [timedelta(0), HOUR, 99 * DAY])
@pytest.mark.parametrize("kind", list(DueKind))
def test_handling_twice_is_handling_once(kind: DueKind, late: timedelta) -> None:
    story = people.away(crew(BASHO, CLARE), ADA, NOW + DAY, NOW)
    if kind is DueKind.UNHOLD:  # of the second text of a turn that is held
        story = turns.hold(turns.release(turns.hold(story, BASHO, 3, NOW), NOW), BASHO, 3, NOW)
    what = next(one for one in due.due(story) if one.kind is kind)
    once = done(story, what, late)
    assert once != story
    assert what not in due.due(once)
    assert done(once, what, late) == once


def test_how_a_turn_ends_is_told() -> None:
    story = crew(BASHO)
    assert due.handle(story, DueKind.LAPSE, 3, LAPSE.at)[1] is TurnOutcome.LAPSED


@given(st.sampled_from([REMIND, LAPSE]), st.timedeltas(timedelta(0), timedelta(days=9)))
def test_a_timer_of_a_turn_that_is_over_does_nothing(what: Due, late: timedelta) -> None:
    story = crew(BASHO)
    for moved in (
        written(story),
        turns.pass_turn(story, BASHO, 3, NOW),
        people.leave(story, BASHO, NOW),
        hosting.move_next(story, ADA, NOW, member_id=BASHO),
        hosting.pause(story, NOW),
        hosting.finish(story),
        people.leave(people.leave(story, BASHO, NOW), ADA, NOW),
    ):
        assert done(moved, what, late) == moved


@given(st.sampled_from([REMIND, LAPSE]), st.timedeltas(timedelta(seconds=1), timedelta(hours=17)))
def test_a_timer_that_comes_too_early_does_nothing(what: Due, early: timedelta) -> None:
    assert done(crew(BASHO), what, -early) == crew(BASHO)


def test_a_timer_for_who_came_back_or_named_another_day_does_nothing() -> None:
    away = people.away(crew(BASHO), ADA, NOW + DAY, NOW)
    old = Due(DueKind.RETURN, ADA, NOW + DAY)
    for story in (
        people.back(away, ADA, NOW),
        people.away(away, ADA, NOW + 2 * DAY, NOW),
        people.away(away, ADA, None, NOW),
        people.leave(away, ADA, NOW),
        people.kick(away, ADA, BASHO, NOW),
        begun(),
    ):
        assert done(story, old) == story
