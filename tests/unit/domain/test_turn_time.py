"""A turn's time: it lapses, is missed, is reminded of; and the clock that stops."""

from dataclasses import replace

import pytest

from bot.domain import checks, due, people, turns
from bot.domain.due import Due, DueKind
from bot.domain.refusals import Reason
from bot.domain.story import MUSE_ID, MuseRole, Order, Stop, StoryState, WriterState
from tests.unit.domain.examples import (
    ADA,
    BASHO,
    CLARE,
    DANTE,
    HOUR,
    NIGHT,
    NOW,
    begun,
    crew,
    lapsed,
    number,
    owner,
    refused,
    written,
)


def test_a_turn_lapses_when_its_time_is_over_and_not_before() -> None:
    story = crew(BASHO, CLARE)
    assert turns.lapse(story, 3, NOW + 24 * HOUR - HOUR / 60) == story
    assert turns.lapse(story, 4, NOW + 24 * HOUR) == story
    moved = turns.lapse(story, 3, NOW + 24 * HOUR)
    assert (owner(moved), number(moved)) == (CLARE, 4)
    assert moved.turn is not None
    assert moved.turn.after_lapse
    later = written(moved)
    assert later.turn is not None
    assert not later.turn.after_lapse


def test_two_missed_in_a_row_and_the_writer_is_away_until_they_say_so() -> None:
    story = crew(BASHO)
    once = lapsed(story)
    assert once.is_active(BASHO)
    twice = lapsed(written(once))
    writer = twice.writer(BASHO)
    assert writer is not None
    assert (writer.state, writer.away_until) == (WriterState.AWAY, None)
    assert owner(written(twice)) == ADA
    back = people.back(twice, BASHO, NOW)
    assert lapsed(written(back)).is_active(BASHO)


@pytest.mark.parametrize("deed", ["write", "pass"])
def test_whoever_does_something_between_has_missed_nothing_in_a_row(deed: str) -> None:
    story = written(lapsed(crew(BASHO)))
    story = written(story) if deed == "write" else turns.pass_turn(story, BASHO, None, NOW)
    assert lapsed(written(story)).is_active(BASHO)


def test_a_host_who_vanishes_hosts_no_longer() -> None:
    story = lapsed(crew(BASHO, CLARE), 6)
    assert (story.state, story.active) == (StoryState.SLEEPING, ())
    story = written(crew(BASHO, CLARE), 2)
    for _ in range(2):
        story = written(lapsed(story), 2)
    assert story.host_id == BASHO


def test_a_host_away_by_their_own_word_stays_host_when_others_vanish_or_leave() -> None:
    story = people.away(crew(BASHO, CLARE, DANTE), ADA, NOW + 99 * HOUR, NOW)
    assert people.leave(story, DANTE, NOW).host_id == ADA
    vanished = lapsed(written(written(lapsed(story)), 1))
    assert not vanished.is_active(BASHO)
    assert vanished.host_id == ADA


def test_the_muse_is_skipped_when_its_time_is_over_and_never_away() -> None:
    story = crew(muse=MuseRole.PLAYER)
    for _ in range(3):
        assert owner(story) == MUSE_ID
        story = lapsed(story)
        assert owner(story) == ADA
        story = written(story)
    assert turns.submit(story, MUSE_ID, None, 5, NOW).last_writer_id == MUSE_ID


def test_a_story_with_only_the_muse_sleeps() -> None:
    story = people.leave(crew(muse=MuseRole.PLAYER), ADA, NOW)
    assert (story.state, story.turn) == (StoryState.SLEEPING, None)
    awake = people.join(story, BASHO, NOW)
    assert owner(awake) == BASHO


def test_one_reminder_when_a_quarter_is_left() -> None:
    story = crew(BASHO)
    early = NOW + 18 * HOUR - HOUR / 60
    assert turns.remind(story, 3, early) == story
    assert turns.remind(story, 2, NOW + 18 * HOUR) == story
    reminded = turns.remind(story, 3, NOW + 18 * HOUR)
    assert reminded != story
    assert turns.remind(reminded, 3, NOW + 19 * HOUR) == reminded
    assert reminded.turn is not None
    assert reminded.turn.clock.due_at == NOW + 24 * HOUR


@pytest.mark.parametrize(
    ("why", "reason"), [(Stop.PAUSED, Reason.PAUSED), (Stop.HELD, Reason.HELD), (Stop.ABSENT, None)]
)
def test_a_stopped_clock_keeps_what_is_left(why: Stop, reason: Reason | None) -> None:
    story = turns.stop(crew(BASHO), why, NOW + 20 * HOUR)
    assert turns.lapse(story, 3, NOW + 999 * HOUR) == story
    assert turns.remind(story, 3, NOW + 999 * HOUR) == story
    if reason is Reason.PAUSED:
        for act in (turns.submit, checks.check_turn, turns.pass_turn):
            arguments = {turns.submit: (None, 5, NOW), turns.pass_turn: (None, NOW)}.get(act, ())
            with refused(reason):
                act(story, BASHO, *arguments)
    on = turns.go_on(story, why, NOW + 100 * HOUR)
    assert turns.lapse(on, 3, NOW + 104 * HOUR - HOUR / 60) == on
    assert owner(turns.lapse(on, 3, NOW + 104 * HOUR)) == ADA


def test_the_clock_runs_on_when_the_last_reason_to_stop_is_gone() -> None:
    story = turns.stop(turns.stop(crew(BASHO), Stop.PAUSED, NOW), Stop.ABSENT, NOW + HOUR)
    half = turns.go_on(story, Stop.PAUSED, NOW + 2 * HOUR)
    assert half.turn is not None
    assert half.turn.clock.due_at is None
    on = turns.go_on(half, Stop.ABSENT, NOW + 3 * HOUR)
    assert on.turn is not None
    assert on.turn.clock.due_at == NOW + 27 * HOUR


def test_a_turn_given_in_a_paused_story_waits_and_a_held_text_holds_up_nobody_else() -> None:
    story = turns.stop(turns.stop(crew(BASHO, CLARE), Stop.PAUSED, NOW), Stop.HELD, NOW)
    left = people.leave(story, BASHO, NOW)
    assert left.stops == {Stop.PAUSED}
    assert left.turn is not None
    assert left.turn.clock.due_at is None
    alone = turns.stop(begun(), Stop.HELD, NOW)
    assert people.leave(alone, ADA, NOW).stops == frozenset()


def test_the_deadline_leaves_out_the_writers_quiet_hours_and_follows_when_they_change() -> None:
    story = crew(BASHO, turn_hours=27)
    writer = story.writer(BASHO)
    assert writer is not None
    quiet = turns.rewound(turns.changed(story, replace(writer, quiet=NIGHT)), None, NOW + 3 * HOUR)
    assert quiet.turn is not None
    assert quiet.turn.clock.due_at == NOW + 47 * HOUR  # 7 h until 22:00, 14 h of the next day, 3 after
    loud = turns.rewound(turns.changed(quiet, replace(writer, quiet=None)), NIGHT, NOW + 15 * HOUR)
    assert loud.turn is not None
    assert loud.turn.clock.due_at == NOW + 15 * HOUR + 17 * HOUR
    stopped = turns.stop(quiet, Stop.PAUSED, NOW + 4 * HOUR)
    assert turns.rewound(stopped, None, NOW + 5 * HOUR) == stopped
    asleep = people.leave(begun(), ADA, NOW)
    assert turns.rewound(asleep, None, NOW) == asleep


def test_a_held_text_keeps_out_all_but_its_writer() -> None:
    story = turns.hold(crew(BASHO, CLARE), BASHO, 3, NOW + 20 * HOUR)
    assert turns.lapse(story, 3, NOW + 999 * HOUR) == story
    with refused(Reason.HELD):
        checks.check_turn(story, CLARE)
    assert owner(turns.submit(story, BASHO, 3, 5, NOW + 30 * HOUR)) == CLARE
    assert owner(turns.pass_turn(story, BASHO, None, NOW + 30 * HOUR)) == CLARE
    for on in (turns.submit(story, BASHO, 3, 5, NOW), turns.pass_turn(story, BASHO, None, NOW)):
        assert on.stops == frozenset()
    assert turns.release(story, NOW + 100 * HOUR).stops == frozenset()
    with refused(Reason.NOT_YOUR_TURN):
        turns.hold(crew(BASHO, CLARE), CLARE, 3, NOW)
    with refused(Reason.TURN_PASSED):
        turns.hold(crew(BASHO, CLARE), BASHO, 2, NOW)


def test_who_has_a_text_held_in_the_open_order_has_the_turn() -> None:
    story = turns.hold(crew(BASHO, CLARE, order=Order.OPEN), BASHO, None, NOW)
    assert story.turn is not None
    assert (story.turn.member_id, story.stops) == (BASHO, {Stop.HELD})
    assert owner(turns.release(story, NOW)) == BASHO


def test_the_first_held_text_of_a_turn_stops_the_clock_till_decided_and_further_ones_a_day_in_all() -> None:
    story, at = turns.hold(crew(BASHO, CLARE), BASHO, 3, NOW), NOW + 500 * HOUR
    assert due.due(story) == frozenset()
    assert turns.hold(story, BASHO, 3, at) == story, "one in place of another goes on with its stop"
    story = turns.hold(turns.release(story, at), BASHO, 3, at)
    assert due.due(story) == {Due(DueKind.UNHOLD, 3, at + 24 * HOUR)}
    assert turns.hold(story, BASHO, 3, at + HOUR) == story
    story = turns.hold(turns.release(story, at + 20 * HOUR), BASHO, 3, at + 30 * HOUR)
    assert Due(DueKind.UNHOLD, 3, at + 34 * HOUR) in due.due(story), "four hours are left"
    assert turns.end_hold(story, 3, at + 33 * HOUR) == story
    assert turns.end_hold(story, 2, at + 34 * HOUR) == story
    runs = turns.end_hold(story, 3, at + 34 * HOUR)
    assert runs.stops == frozenset()
    assert {one.kind for one in due.due(runs)} >= {DueKind.LAPSE}
    late = at + 35 * HOUR
    assert turns.hold(runs, BASHO, 3, late) == runs, "what waits now stops nothing"
    assert turns.release(runs, late) == runs
    assert owner(lapsed(runs)) == CLARE


def test_each_turn_has_its_own_first_held_text_and_a_pause_outlasts_a_hold() -> None:
    once = turns.release(turns.hold(crew(BASHO, CLARE), BASHO, 3, NOW), NOW)
    twice = turns.hold(once, BASHO, 3, NOW)
    paused = turns.end_hold(turns.stop(twice, Stop.PAUSED, NOW), 3, NOW + 24 * HOUR)
    assert paused.stops == {Stop.PAUSED}
    following = turns.hold(written(twice), CLARE, 4, NOW)
    assert due.due(following) == frozenset()
