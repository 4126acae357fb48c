"""A sleep that can be cut short: until an instant, or until something changed."""

import asyncio
from datetime import datetime

from bot.clock import Clock

_LONGEST = 1800.0  # seconds; a machine that slept, or whose clock was set, is noticed by then
_IDLE = 86_400.0  # seconds; where nothing is waited for, only a ring brings something


class Alarm:
    """One task sleeps by it; :meth:`ring` wakes it, or keeps it from falling asleep once."""

    def __init__(self, clock: Clock, name: str) -> None:
        self._clock = clock
        self._name = name
        self._sleeper: asyncio.Task[None] | None = None
        self._rung = False

    def ring(self) -> None:
        """Something changed: whoever sleeps should look again."""
        self._rung = True
        if self._sleeper is not None:
            self._sleeper.cancel()

    def silence(self) -> None:
        """Whoever sleeps by it is about to look; rings until now are done with."""
        self._rung = False

    async def sleep(self, until: datetime | None) -> None:
        """Sleep until then (None: for long), or until it rings; not at all if it rang since ``silence``."""
        if self._rung:
            return
        seconds = _IDLE
        if until is not None:
            seconds = min((until - self._clock.now()).total_seconds(), _LONGEST)
        self._sleeper = asyncio.create_task(asyncio.sleep(seconds), name=self._name)
        try:
            await asyncio.wait([self._sleeper])
        finally:
            self._sleeper.cancel()
            self._sleeper = None
