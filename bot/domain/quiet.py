"""Quiet hours: a part of each day, in a member's own time zone, in which their turn's clock stands still."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.refusals import Reason, Refusal

LONGEST = timedelta(hours=18)  # a clock that hardly ever runs would hold up the others
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From ``begin`` until ``end`` of each day in ``zone``; an ``end`` before ``begin`` is the next day's.

    Raises:
        Refusal: the two are the same, or lie more than ``LONGEST`` apart.
    """

    zone: ZoneInfo
    begin: time
    end: time

    def __post_init__(self) -> None:
        if not timedelta(0) < self.length <= LONGEST:
            raise Refusal(Reason.QUIET_LENGTH, hours=LONGEST // timedelta(hours=1))

    @property
    def length(self) -> timedelta:
        """How long they last, by the clock on the wall; zero where begin and end are the same."""
        wall = datetime.combine(date.min, self.end) - datetime.combine(date.min, self.begin)
        return wall if wall >= timedelta(0) else wall + _DAY

    def windows(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the quiet spans in UTC, in order, from the first that ends after ``start``; without end.

        Wall times that a change of the clocks skips or repeats are read as :mod:`zoneinfo` reads them, so a
        span may be an hour shorter or longer on that night, or not be at all. No two overlap.
        """
        day = start.astimezone(self.zone).date() - 2 * _DAY  # a zone that moves a whole day skips a date
        reached = datetime.min.replace(tzinfo=UTC)
        while True:
            last = day if self.end > self.begin else day + _DAY
            begin = max(datetime.combine(day, self.begin, self.zone).astimezone(UTC), reached)
            end = datetime.combine(last, self.end, self.zone).astimezone(UTC)
            if end > begin:
                reached = end
                if end > start:
                    yield begin, end
            day += _DAY


def later(start: datetime, running: timedelta, quiet: Quiet | None) -> datetime:
    """Return the instant at which the clock, started at ``start``, has run for ``running``."""
    if quiet is None:
        return start + running
    now, left = start, running
    for begin, end in quiet.windows(start):
        before = max(begin - now, timedelta(0))
        if left <= before and before:
            return now + left
        left -= before
        now = max(end, now)
    raise AssertionError("quiet windows never end")


def ran(start: datetime, end: datetime, quiet: Quiet | None) -> timedelta:
    """Return how long the clock has run between two instants, quiet hours left out; zero if they cross."""
    if end <= start:
        return timedelta(0)
    total = end - start
    if quiet is None:
        return total
    for begin, until in quiet.windows(start):
        if begin >= end:
            break
        total -= max(min(until, end) - max(begin, start), timedelta(0))
    return total
