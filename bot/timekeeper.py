"""The one sleeper: waits for the next timer of any story, handles what is due, and shows what came of it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.services.clockwork import ClockworkService
from bot.storage.timers import Timer

log = structlog.get_logger(__name__)

_LONGEST = 1800.0  # seconds; a machine that slept, or whose clock was set, is noticed by then
_AFTER_TROUBLE = 30.0

Publish = Callable[[int, int], Awaitable[None]]


class Timekeeper:
    """Handles timers; ``publish`` then shows the story that changed."""

    def __init__(self, clockwork: ClockworkService, clock: Clock, publish: Publish) -> None:
        self._clockwork = clockwork
        self._clock = clock
        self._publish = publish
        self._sleeper: asyncio.Task[None] | None = None
        self._poked = False

    async def run(self) -> None:
        """Go on until cancelled. Trouble with one timer does not keep the others waiting."""
        self._clockwork.watch(self._poke)
        await self._clockwork.recover()
        while True:
            try:
                self._poked = False
                until = await self._clockwork.next_at()
                if until is not None and until <= self._clock.now():
                    for timer in await self._clockwork.claim():
                        await self._handle(timer)
                else:
                    await self._sleep(until)
            except Exception:  # without the sleeper every story would stand still
                log.exception("timers.failed")
                await asyncio.sleep(_AFTER_TROUBLE)

    async def _handle(self, timer: Timer) -> None:
        try:
            record = await self._clockwork.handle(timer)
        except Exception:
            log.exception("timer.failed", timer=timer.id, kind=timer.kind, story=timer.story_id)
            await asyncio.sleep(_AFTER_TROUBLE)
            await self._clockwork.give_back(timer)
            return
        if record is not None:
            await self._publish(record.guild_id, record.id)

    async def _sleep(self, until: datetime | None) -> None:
        """Sleep until then, or until a timer may have been added."""
        if self._poked:
            return
        seconds = _LONGEST
        if until is not None:
            seconds = min((until - self._clock.now()).total_seconds(), _LONGEST)
        self._sleeper = asyncio.create_task(asyncio.sleep(seconds), name="timekeeper-sleep")
        try:
            await asyncio.wait([self._sleeper])
        finally:
            self._sleeper.cancel()
            self._sleeper = None

    def _poke(self) -> None:
        self._poked = True
        if self._sleeper is not None:
            self._sleeper.cancel()
