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
from bot.tasks import Tasks

log = structlog.get_logger(__name__)

_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)
_TRIES = 10  # for one notice: for about five hours
_PATIENCE = 60.0  # seconds that one server may take


class Poster(Protocol):
    """Who can post a notice."""

    async def post(self, guild_id: int, channel_id: int, new: Sequence[Ref], total: int) -> bool:
        """Tell of what is new and how much waits in all; tell whether it was posted. Trouble with Discord is
        logged, not raised."""
        ...


class Herald:
    """Rung for a server, it looks what waits there that it has not told of.

    What could not be told is tried again, after pauses that grow; when it gives up, with the next ring. What
    came before the last notice was told with it, as far as is known after a restart.
    """

    def __init__(self, reviewing: ReviewService, limits: LimitService, clock: Clock, poster: Poster) -> None:
        self._reviewing = reviewing
        self._limits = limits
        self._clock = clock
        self._poster = poster
        self._alarm = Alarm(clock, "herald-sleep")
        self._due: dict[int, datetime] = {}  # by server: when to look
        self._looking: set[int] = set()  # servers
        self._failed: dict[int, int] = {}  # how often in a row
        self._told_at: dict[int, datetime | None] = {}  # as far as it was read since the start
        self._told: dict[int, set[tuple[int, int]]] = {}

    def ring(self, guild_id: int) -> None:
        """Something new waits there, or may."""
        now = self._clock.now()
        last = self._told_at.get(guild_id)
        self._due.setdefault(guild_id, now if last is None else max(now, last + _PAUSE))
        self._alarm.ring()

    async def run(self) -> None:
        """Go on until cancelled. Trouble with one server does not keep the others waiting."""
        looks = Tasks()
        try:
            while True:
                self._alarm.silence()
                now = self._clock.now()
                for guild_id in [one for one, at in self._idle().items() if at <= now]:
                    del self._due[guild_id]
                    self._looking.add(guild_id)
                    looks.spawn(self._look_at(guild_id), name=f"notice-{guild_id}")
                await self._alarm.sleep(min(self._idle().values(), default=None))
        finally:
            await looks.close()

    def _idle(self) -> dict[int, datetime]:
        """Return when to look at the servers that are not being looked at."""
        return {one: at for one, at in self._due.items() if one not in self._looking}

    async def _look_at(self, guild_id: int) -> None:
        try:
            await self._try(guild_id)
        finally:
            self._looking.discard(guild_id)
            self._alarm.ring()

    async def _try(self, guild_id: int) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                done = await self._look(guild_id)
        except Exception:  # without the herald no server's moderators would hear of anything
            log.exception("notice.failed", guild=guild_id)
            done = False
        failed = 0 if done else self._failed.get(guild_id, 0) + 1
        if 0 < failed < _TRIES:
            self._failed[guild_id] = failed
            self._due[guild_id] = self._clock.now() + min(_PAUSE * 2 ** (failed - 1), _LONGEST_PAUSE)
            return
        self._failed.pop(guild_id, None)
        if failed:
            log.warning("notice.given_up", guild=guild_id, tries=failed)

    async def _look(self, guild_id: int) -> bool:
        """Tell of what is new; tell whether nothing is left to do."""
        channel_id = int(await self._limits.value(MODERATORS_CHANNEL, guild_id))
        if not channel_id:
            return True
        if guild_id not in self._told_at:
            self._told_at[guild_id] = await self._reviewing.noticed_at(guild_id)
        last, now = self._told_at[guild_id], self._clock.now()
        if last is not None and last <= now < last + _PAUSE:
            self._due[guild_id] = last + _PAUSE
            return True
        refs = await self._reviewing.waiting(guild_id)
        new = [ref for ref in refs if self._is_new(guild_id, ref)]
        if new and not await self._poster.post(guild_id, channel_id, new, len(refs)):
            return False
        self._told[guild_id] = {(ref.kind, ref.id) for ref in refs}
        if new:
            self._told_at[guild_id] = now
            await self._reviewing.note_notice(guild_id, now)
        return True

    def _is_new(self, guild_id: int, ref: Ref) -> bool:
        told, last = self._told.get(guild_id), self._told_at[guild_id]
        if told is not None:
            return (ref.kind, ref.id) not in told
        return last is None or ref.since > last
