"""What is deleted by itself: a server's data, when Quire has been gone from it for long, and what of its
moderators' record is older than it wants to keep."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.domain.knobs import KNOBS, RETENTION
from bot.storage import audit, departing, limits, scrubbing
from bot.storage.database import Database

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Spared:
    """What is there of a server that came back: how many stories, and when they would have been deleted."""

    stories: int
    end: datetime


class HousekeepingService:
    """``days`` is how long a server's data is kept after Quire was removed from it; 0: for ever."""

    def __init__(self, database: Database, clock: Clock, days: int) -> None:
        self._database = database
        self._clock = clock
        self._days = days

    async def tidy(self) -> None:
        """Delete what is due. It may take a while; others write in between."""
        await self._purge()
        gone = await self._departed()
        for guild_id in gone:
            await self._delete(guild_id)
        if gone:
            await scrubbing.scrub(self._database)

    async def spared(self, guild_id: int, since: datetime) -> Spared | None:
        """Return what is there of a server from which Quire was gone since then; None where nothing is, or
        nothing would have been deleted."""
        async with self._database.read() as connection:
            found = await departing.stories_of(connection, guild_id)
        if not found or not self._days:
            return None
        return Spared(len(found), since + timedelta(days=self._days))

    async def _purge(self) -> None:
        knob, now = KNOBS[RETENTION], self._clock.now()
        async with self._database.read() as connection:
            turned = await limits.everywhere(connection, RETENTION)
        for record in turned:
            if days := int(knob.value(record.value)):
                async with self._database.write() as connection:
                    await audit.purge(connection, record.guild_id, now - timedelta(days=days), now)

    async def _departed(self) -> list[int]:
        if not self._days:
            return []
        async with self._database.read() as connection:
            return await departing.gone_before(connection, self._clock.now() - timedelta(days=self._days))

    async def _delete(self, guild_id: int) -> None:
        now = self._clock.now()
        async with self._database.write() as connection:
            await audit.purge(connection, guild_id, now, now)
            ids = await departing.stories_of(connection, guild_id)
        for story_id in ids:
            async with self._database.write() as connection:
                await departing.drop_story(connection, guild_id, story_id)
        async with self._database.write() as connection:
            await departing.drop_rest(connection, guild_id)
        log.info("guild.deleted", guild=guild_id, stories=len(ids), days=self._days)
