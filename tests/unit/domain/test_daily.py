"""Once on each day of a zone, whatever its clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.daily import LATE, Daily

BERLIN = ZoneInfo("Europe/Berlin")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "day", "moment"),
    [
        ("Europe/Berlin", time(9), date(2026, 11, 25), utc(2026, 11, 25, 8)),
        ("Europe/Berlin", time(2, 30), date(2026, 3, 29), utc(2026, 3, 29, 1, 30)),  # skipped: 3:30
        ("Europe/Berlin", time(2, 30), date(2026, 10, 25), utc(2026, 10, 25, 0, 30)),  # twice: the first
        ("America/Scoresbysund", time(23, 30), date(2024, 3, 30), utc(2024, 3, 31, 0, 30)),  # the same day
        ("Pacific/Apia", time(9), date(2011, 12, 30), None),  # a day that never was
    ],
)
def test_the_moment_of_a_day(zone: str, at: time, day: date, moment: datetime | None) -> None:
    assert Daily(ZoneInfo(zone), at).on(day) == moment


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Beirut"])
@pytest.mark.parametrize("at", [time(0), time(0, 30), time(2, 30), time(23, 59)])
def test_a_year_has_each_day_once(zone: str, at: time) -> None:
    daily, now, last = Daily(ZoneInfo(zone), at), utc(2025, 12, 20), None
    days = []
    for _ in range(400):
        last = now = daily.following(now, last)
        assert daily.due(now, None) == now
        days.append(now.astimezone(daily.zone).date())
    assert days == [days[0] + timedelta(days=number) for number in range(400)]


def test_a_late_one_is_made_good_for_half_a_day_and_once() -> None:
    daily, moment = Daily(BERLIN, time(23, 30)), utc(2026, 11, 25, 22, 30)
    assert daily.due(moment - timedelta(seconds=1), None) is None
    assert daily.due(moment + LATE, None) == moment
    assert daily.due(moment + LATE + timedelta(seconds=1), None) is None
    assert daily.due(moment + timedelta(hours=1), moment) is None


def test_another_time_or_zone_on_the_same_day_waits_for_the_next() -> None:
    done = utc(2026, 11, 25, 8)
    later = Daily(BERLIN, time(15))
    assert later.following(done, done) == utc(2026, 11, 26, 14)
    west = Daily(ZoneInfo("America/Los_Angeles"), time(9))
    assert west.following(done, done) == utc(2026, 11, 26, 17)
