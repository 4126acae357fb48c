"""Days, times and time zones as members type them; whatever else they type is refused."""

from contextlib import suppress
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.dates import since, time_of_day, timezone, until
from bot.domain.refusals import Reason, Refusal

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 27, 12, tzinfo=BERLIN)


def test_what_they_mean() -> None:
    assert until("3d", NOW) == datetime(2026, 11, 30, 12, tzinfo=BERLIN)
    assert until(" 2026-12-24 ", NOW) == datetime(2026, 12, 24, tzinfo=BERLIN)
    assert since("3 D", NOW) == datetime(2026, 11, 24, 12, tzinfo=BERLIN)
    assert time_of_day("9:05") == time(9, 5)
    assert timezone(" Europe/Berlin ") == BERLIN


@pytest.mark.parametrize("text", ["0001-01-01", "2026-02-30", "soon", "", "-3d"])
def test_what_is_no_day(text: str) -> None:
    """The first day of the calendar began in Berlin before there was one elsewhere."""
    for meant in (until, since):
        with pytest.raises(Refusal) as refused:
            meant(text, NOW)
        assert refused.value.reason is Reason.DATE_UNKNOWN


def test_a_name_of_very_many_parts_is_no_time_zone() -> None:
    with pytest.raises(Refusal) as refused:
        timezone("Europe/Berlin" * 400)
    assert refused.value.reason is Reason.TIMEZONE_UNKNOWN


@given(st.text(max_size=80))
@example("../" * 20)
@example("UTC\0")
def test_anything_else_is_refused(text: str) -> None:
    for read in (until, since):
        with suppress(Refusal):
            read(text, NOW).astimezone(UTC)
    for other in (time_of_day, timezone):
        with suppress(Refusal):
            other(text)
