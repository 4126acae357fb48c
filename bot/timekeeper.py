"""The one sleeper: waits for the next timer of any story, handles what is due, and shows what came of it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.alarm import Alarm
from bot.clock import Clock
from bot.services.clockwork import ClockworkService
from bot.storage.timers import Timer

log = structlog.get_logger(__name__)

_AFTER_TROUBLE = 30.0

Publish = Callable[[int, int], Awaitable[None]]


class Timekeeper:
    """Handles timers; ``publish`` then shows the story that changed."""

    def __init__(self, clockwork: ClockworkService, clock: Clock, publish: Publish) -> None:
        self._clockwork = clockwork
        self._clock = clock
        self._publish = publish
        self._alarm = Alarm(clock, "timekeeper-sleep")

    async def run(self) -> None:
        """Go on until cancelled. Trouble with one timer does not keep the others waiting."""
        self._clockwork.watch(self._alarm.ring)
        await self._clockwork.recover()
        while True:
            try:
                self._alarm.silence()
                until = await self._clockwork.next_at()
                if until is not None and until <= self._clock.now():
                    for timer in await self._clockwork.claim():
                        await self._handle(timer)
                else:
                    await self._alarm.sleep(until)
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
