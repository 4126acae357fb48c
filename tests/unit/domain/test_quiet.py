"""Quiet hours, against somebody who watches the clock on the wall, minute by minute."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.quiet import LONGEST, Quiet, later, ran
from bot.domain.refusals import Reason
from tests.unit.domain.examples import HOUR, NIGHT, NOW, refused

MINUTE = timedelta(minutes=1)
SHIFTS = [  # nights, in UTC, and how far the clock on the wall jumps
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC), 60),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC), 60),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC), 60),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC), 60),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC), 0),  # a whole day: the wall shows the same hour
    ("Pacific/Apia", datetime(2012, 3, 31, 14, tzinfo=UTC), 60),
    ("Asia/Kathmandu", datetime(1985, 12, 31, 18, 30, tzinfo=UTC), 15),
    ("Asia/Kathmandu", datetime(2026, 1, 1, tzinfo=UTC), 0),
    ("UTC", datetime(2026, 1, 1, tzinfo=UTC), 0),
]
CLOCKS = st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0))
SPANS = st.integers(1, 2000).map(lambda minutes: minutes * MINUTE)


@st.composite
def nights(draw: st.DrawFn, kept: timedelta = timedelta(0)) -> tuple[Quiet, datetime, int]:
    """Draw quiet hours and an instant around a night on which the clocks change, and by how much they do.

    Neither end of the quiet hours lies within ``kept`` of the change.
    """
    zone, night, shift = draw(st.sampled_from(SHIFTS))
    begin, end = draw(CLOCKS), draw(CLOCKS)
    length = datetime.combine(NOW, end) - datetime.combine(NOW, begin)
    assume(timedelta(0) < length % timedelta(days=1) <= LONGEST)
    for edge in (begin, end):
        wall = night.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        away = abs(datetime.combine(wall, edge) - wall)
        assume(not shift or min(away, timedelta(days=1) - away) > kept)
    start = night + draw(st.integers(-3000, 1500)) * MINUTE
    return Quiet(ZoneInfo(zone), begin, end), start, shift


def is_quiet(quiet: Quiet, instant: datetime) -> bool:
    wall = instant.astimezone(quiet.zone).time()
    if quiet.begin < quiet.end:
        return quiet.begin <= wall < quiet.end
    return wall >= quiet.begin or wall < quiet.end


def watched(quiet: Quiet, start: datetime, running: timedelta) -> datetime:
    while running:
        running -= timedelta(0) if is_quiet(quiet, start) else MINUTE
        start += MINUTE
    return start


@settings(max_examples=150, deadline=None)
@given(nights(kept=2 * HOUR), SPANS)
def test_the_deadline_is_that_of_the_clock_on_the_wall(
    night: tuple[Quiet, datetime, int], running: timedelta
) -> None:
    quiet, start, _ = night
    assert later(start, running, quiet) == watched(quiet, start, running)


@settings(max_examples=100, deadline=None)
@given(nights(), SPANS)
def test_quiet_hours_that_begin_or_end_in_a_change_are_out_by_no_more_than_it(
    night: tuple[Quiet, datetime, int], running: timedelta
) -> None:
    quiet, start, shift = night
    end = later(start, running, quiet)
    clock = sum(
        (MINUTE for m in range((end - start) // MINUTE) if not is_quiet(quiet, start + m * MINUTE)), 0 * HOUR
    )
    assert abs(clock - running) <= shift * MINUTE


@given(nights(), SPANS)
def test_the_clock_has_run_for_just_that_long_at_its_deadline(
    night: tuple[Quiet, datetime, int], running: timedelta
) -> None:
    quiet, start, _ = night
    end = later(start, running, quiet)
    assert ran(start, end, quiet) == running
    assert ran(end - MINUTE, end, quiet) == MINUTE  # and was running when it came
    assert end >= start + running


@given(nights(), SPANS, SPANS)
def test_more_time_or_a_later_start_make_a_later_deadline(
    night: tuple[Quiet, datetime, int], running: timedelta, more: timedelta
) -> None:
    quiet, start, _ = night
    assert later(start, running, quiet) < later(start, running + more, quiet)
    assert later(start, running, quiet) <= later(start + more, running, quiet)


@given(nights(), SPANS, SPANS)
def test_what_ran_before_and_after_an_instant_adds_up(
    night: tuple[Quiet, datetime, int], before: timedelta, after: timedelta
) -> None:
    quiet, start, _ = night
    middle, end = start + before, start + before + after
    assert ran(start, middle, quiet) + ran(middle, end, quiet) == ran(start, end, quiet)
    assert timedelta(0) <= ran(start, end, quiet) <= end - start


@given(nights())
def test_quiet_spans_come_in_order_and_none_overlaps(night: tuple[Quiet, datetime, int]) -> None:
    quiet, start, _ = night
    spans = quiet.windows(start)
    found = [next(spans) for _ in range(5)]
    assert found[0][1] > start
    instants = [instant for span in found for instant in span]
    assert instants == sorted(instants)
    assert all(begin < end for begin, end in found)


@pytest.mark.parametrize(
    ("day", "month", "hours"), [(28, 3, 8), (24, 10, 10), (1, 7, 9)], ids=["spring", "autumn", "summer"]
)
def test_a_night_in_berlin_from_ten_to_seven(day: int, month: int, hours: int) -> None:
    quiet = Quiet(ZoneInfo("Europe/Berlin"), time(22), time(7))
    evening = datetime(2026, month, day, 21, tzinfo=quiet.zone).astimezone(UTC)
    assert later(evening, HOUR, quiet) == evening + HOUR
    assert later(evening, 2 * HOUR, quiet) == evening + (2 + hours) * HOUR


def test_the_day_that_samoa_skipped_is_nobodys_night() -> None:
    quiet = Quiet(ZoneInfo("Pacific/Apia"), time(22), time(7))
    after_midnight = datetime(2011, 12, 31, 0, 30, tzinfo=quiet.zone).astimezone(UTC)
    assert later(after_midnight, HOUR, quiet) == after_midnight + 7.5 * HOUR
    assert ran(after_midnight - 48 * HOUR, after_midnight, quiet) == (48 - 6.5 - 9 - 2.5) * HOUR


def test_without_quiet_hours_time_is_time() -> None:
    assert later(NOW, HOUR, None) == NOW + HOUR
    assert ran(NOW, NOW + HOUR, None) == HOUR
    assert ran(NOW, NOW - HOUR, None) == ran(NOW, NOW - HOUR, NIGHT) == timedelta(0)


def test_what_is_due_at_once_waits_for_the_end_of_the_night() -> None:
    assert later(NOW, timedelta(0), NIGHT) == NOW
    assert later(NOW + 11 * HOUR, timedelta(0), NIGHT) == NOW + 20 * HOUR


@pytest.mark.parametrize(("begin", "end"), [(time(8), time(8)), (time(0), time(18, 1)), (time(22), time(21))])
def test_quiet_hours_are_no_whole_day(begin: time, end: time) -> None:
    with refused(Reason.QUIET_LENGTH):
        Quiet(ZoneInfo("UTC"), begin, end)
    assert Quiet(ZoneInfo("UTC"), time(20), time(14)).length == LONGEST
