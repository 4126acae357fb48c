"""The clock of a turn, stopped and started at will."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import turn_clock
from bot.domain.quiet import Quiet, ran
from tests.unit.domain.examples import HOUR, NIGHT, NOW

MINUTES = st.integers(0, 600).map(lambda minutes: timedelta(minutes=minutes))


def test_a_new_clock_stands_with_all_its_time() -> None:
    clock = turn_clock.new(24 * HOUR)
    assert (clock.left, clock.due_at, clock.remind_at, clock.reminded) == (24 * HOUR, None, None, False)
    assert turn_clock.stop(clock, None, NOW) == clock


def test_the_reminder_comes_when_a_quarter_is_left() -> None:
    clock = turn_clock.run(turn_clock.new(24 * HOUR), None, NOW)
    assert (clock.remind_at, clock.due_at) == (NOW + 18 * HOUR, NOW + 24 * HOUR)
    quiet = turn_clock.run(turn_clock.new(24 * HOUR), NIGHT, NOW)
    assert (quiet.remind_at, quiet.due_at) == (NOW + 28 * HOUR, NOW + 34 * HOUR)


def test_a_clock_that_runs_is_not_started_again() -> None:
    clock = turn_clock.run(turn_clock.new(24 * HOUR), None, NOW)
    assert turn_clock.run(clock, None, NOW + HOUR) == clock


def test_it_runs_on_with_what_was_left_and_stands_at_nothing() -> None:
    clock = turn_clock.run(turn_clock.new(24 * HOUR), None, NOW)
    stopped = turn_clock.stop(clock, None, NOW + 5 * HOUR)
    assert (stopped.left, stopped.due_at, stopped.remind_at) == (19 * HOUR, None, None)
    on = turn_clock.run(stopped, None, NOW + 50 * HOUR)
    assert (on.remind_at, on.due_at) == (NOW + 63 * HOUR, NOW + 69 * HOUR)
    late = turn_clock.stop(clock, None, NOW + 99 * HOUR)
    assert late.left == timedelta(0)
    assert turn_clock.run(late, None, NOW + 99 * HOUR).due_at == NOW + 99 * HOUR


def test_a_reminder_missed_while_it_stood_comes_at_once() -> None:
    clock = turn_clock.run(turn_clock.new(24 * HOUR), None, NOW)
    stopped = turn_clock.stop(clock, None, NOW + 20 * HOUR)
    assert turn_clock.run(stopped, None, NOW + 30 * HOUR).remind_at == NOW + 30 * HOUR


def test_a_reminder_is_given_once_however_often_the_clock_stops() -> None:
    clock = turn_clock.remind(turn_clock.run(turn_clock.new(24 * HOUR), None, NOW))
    assert (clock.reminded, clock.remind_at, clock.due_at) == (True, None, NOW + 24 * HOUR)
    again = turn_clock.run(turn_clock.stop(clock, None, NOW + HOUR), None, NOW + 2 * HOUR)
    assert (again.remind_at, again.due_at) == (None, NOW + 25 * HOUR)


@pytest.mark.parametrize("quiet", [None, NIGHT])
@given(st.lists(st.tuples(MINUTES, MINUTES), max_size=8))
def test_all_the_time_it_ran_is_its_allowance(
    quiet: Quiet | None, stops: list[tuple[timedelta, timedelta]]
) -> None:
    clock, now, used = turn_clock.run(turn_clock.new(24 * HOUR), quiet, NOW), NOW, timedelta(0)
    for running, standing in stops:
        assert clock.due_at is not None
        assert clock.remind_at is not None
        if now + running >= clock.due_at:
            break
        used += ran(now, now + running, quiet)
        stopped = turn_clock.stop(clock, quiet, now + running)
        assert stopped.left == 24 * HOUR - used
        now += running + standing
        clock = turn_clock.run(stopped, quiet, now)
    assert clock.due_at is not None
    assert clock.remind_at is not None
    assert used + ran(now, clock.due_at, quiet) == 24 * HOUR
    assert used + ran(now, clock.remind_at, quiet) == max(18 * HOUR, used)
