"""Something that happens once a day, at a time of day in a time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LATE = timedelta(hours=12)
"""How long after its moment it may still happen; beyond that the next day's is nearer."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Daily:
    """At ``at`` on the clocks of ``zone``. What happened is known by its moment, ``last`` below: it counts
    for the day which that moment is in, by the zone that holds now, so that no day ever has two."""

    zone: ZoneInfo
    at: time

    def on(self, day: date) -> datetime | None:
        """Return the day's moment, in UTC; None for a day that the zone skips as a whole.

        Of a time that the clocks show twice it is the first; one that they skip is read as so much later,
        or, where that would be the next day, as so much earlier (PEP 495).
        """
        for fold in (0, 1):
            moment = datetime.combine(day, self.at, self.zone).replace(fold=fold).astimezone(UTC)
            if moment.astimezone(self.zone).date() == day:
                return moment
        return None

    def following(self, now: datetime, last: datetime | None) -> datetime:
        """Return the first moment after ``now``, on a later day than ``last``."""
        day = now.astimezone(self.zone).date()
        while True:
            moment = self.on(day)
            if moment is not None and moment > now and self._is_new(day, last):
                return moment
            day += _DAY

    def due(self, now: datetime, last: datetime | None) -> datetime | None:
        """Return the moment that has come and may still be made good, on a later day than ``last``."""
        today = now.astimezone(self.zone).date()
        for day in (today, today - _DAY):
            moment = self.on(day)
            if moment is not None and now - LATE <= moment <= now and self._is_new(day, last):
                return moment
        return None

    def _is_new(self, day: date, last: datetime | None) -> bool:
        return last is None or day > last.astimezone(self.zone).date()
