"""Tidies up by itself, a few times a day."""

from datetime import timedelta

import structlog

from bot.alarm import Alarm
from bot.clock import Clock
from bot.services.housekeeping import HousekeepingService

log = structlog.get_logger(__name__)

_EVERY = timedelta(hours=6)


class Housekeeper:
    """Has the service delete what is due."""

    def __init__(self, housekeeping: HousekeepingService, clock: Clock) -> None:
        self._housekeeping = housekeeping
        self._clock = clock
        self._alarm = Alarm(clock, "housekeeper-sleep")

    async def run(self) -> None:
        """Go on until cancelled. What failed is tried again the next time."""
        while True:
            self._alarm.silence()
            due = self._clock.now() + _EVERY
            try:
                await self._housekeeping.tidy()
            except Exception:  # without the housekeeper nothing would ever be deleted
                log.exception("housekeeping.failed")
            while self._clock.now() < due:
                await self._alarm.sleep(due)
