"""Days and times as members type them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.refusals import Reason, Refusal

_DAYS = re.compile(r"(\d{1,4})\s*d", re.IGNORECASE)
_ZONE_LIMIT = 64  # characters: twice the longest name; zoneinfo goes one call deeper for each part of a name
_TIME = re.compile(r"(\d{1,2}):(\d{2})")


def until(text: str, now: datetime) -> datetime:
    """Return the instant that ``YYYY-MM-DD`` (that day's beginning) or ``3d`` means, seen from ``now``.

    ``now`` carries the member's time zone.

    Raises:
        Refusal: it is neither.
    """
    text = text.strip()
    if match := _DAYS.fullmatch(text):
        return now + timedelta(days=int(match[1]))
    try:
        found = datetime.combine(date.fromisoformat(text), time.min, now.tzinfo)
        found.astimezone(UTC)  # as it is stored: the calendar's first day has no such instant everywhere
    except (ValueError, OverflowError):
        raise Refusal(Reason.DATE_UNKNOWN) from None
    return found


def since(text: str, now: datetime) -> datetime:
    """Return the instant that ``YYYY-MM-DD`` (that day's beginning) or ``3d`` means, seen back from ``now``.

    Raises:
        Refusal: it is neither.
    """
    if match := _DAYS.fullmatch(text.strip()):
        return now - timedelta(days=int(match[1]))
    return until(text, now)


def time_of_day(text: str) -> time:
    """Return the time that ``HH:MM`` means.

    Raises:
        Refusal: it is no time of day.
    """
    match = _TIME.fullmatch(text.strip())
    try:
        if match:
            return time(int(match[1]), int(match[2]))
    except ValueError:
        pass
    raise Refusal(Reason.TIME_UNKNOWN)


def timezone(text: str) -> ZoneInfo:
    """Return the time zone of an IANA name such as ``Europe/Berlin``.

    Raises:
        Refusal: there is none of that name.
    """
    try:
        if len(text) <= _ZONE_LIMIT:
            return ZoneInfo(text.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise Refusal(Reason.TIMEZONE_UNKNOWN)
