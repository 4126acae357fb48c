"""Tells moderators in their channel that something new waits: at most once a minute, all of it together."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.alarm import Alarm
from bot.clock import Clock
from bot.domain.knobs import MODERATORS_CHANNEL
from bot.services.limits import LimitService
from bot.services.review_items import Ref
from bot.services.reviewing import ReviewService

log = structlog.get_logger(__name__)

_PAUSE = timedelta(minutes=1)
_AFTER_TROUBLE = 30.0  # seconds


class Poster(Protocol):
    """Who can post a notice."""

    async def post(self, guild_id: int, channel_id: int, new: Sequence[Ref], total: int) -> None:
        """Tell of what is new and how much waits in all; trouble with Discord is logged, not raised."""
        ...


class Herald:
    """Rung for a server, it looks what waits there that it has not told of.

    After a restart it has forgotten what it told, and at the next ring tells of all that waits.
    """

    def __init__(self, reviewing: ReviewService, limits: LimitService, clock: Clock, poster: Poster) -> None:
        self._reviewing = reviewing
        self._limits = limits
        self._clock = clock
        self._poster = poster
        self._alarm = Alarm(clock, "herald-sleep")
        self._due: dict[int, datetime] = {}  # by server: when to look
        self._told_at: dict[int, datetime] = {}
        self._told: dict[int, set[tuple[int, int]]] = {}

    def ring(self, guild_id: int) -> None:
        """Something new waits there."""
        now = self._clock.now()
        last = self._told_at.get(guild_id)
        self._due.setdefault(guild_id, now if last is None else max(now, last + _PAUSE))
        self._alarm.ring()

    async def run(self) -> None:
        """Go on until cancelled. Trouble with one server does not keep the others waiting."""
        while True:
            self._alarm.silence()
            now = self._clock.now()
            for guild_id in [one for one, at in self._due.items() if at <= now]:
                del self._due[guild_id]
                try:
                    await self._look(guild_id)
                except Exception:  # without the herald no server's moderators would hear of anything
                    log.exception("notice.failed", guild=guild_id)
                    await asyncio.sleep(_AFTER_TROUBLE)
            await self._alarm.sleep(min(self._due.values(), default=None))

    async def _look(self, guild_id: int) -> None:
        channel_id = int(await self._limits.value(MODERATORS_CHANNEL, guild_id))
        if not channel_id:
            return
        refs = await self._reviewing.waiting(guild_id)
        told = self._told.get(guild_id, set())
        new = [ref for ref in refs if (ref.kind, ref.id) not in told]
        self._told[guild_id] = {(ref.kind, ref.id) for ref in refs}
        if new:
            self._told_at[guild_id] = self._clock.now()
            await self._poster.post(guild_id, channel_id, new, len(refs))
