"""Who is no longer there: members who left a server, and servers that Quire was removed from."""

from collections.abc import Set
from datetime import datetime

from bot.clock import Clock
from bot.domain import turns
from bot.domain.story import Stop, WriterState
from bot.services.changing import by_itself
from bot.services.leaving import leave
from bot.storage import members, stories, writers
from bot.storage.database import Database

_TAKING_PART = (WriterState.ACTIVE, WriterState.AWAY)


class PresenceService:
    """Takes note of comings and goings; each story in a transaction of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def gone(self, guild_id: int, member_id: int) -> list[int]:
        """Take a member out of every rota of the server: they left it, were banned, or are timed out.

        Return the ids of the stories that changed by it.
        """
        async with self._database.read() as connection:
            ids = await writers.stories_of(connection, guild_id, member_id, *_TAKING_PART)
        for story_id in ids:
            async with by_itself(self._database, self._clock, guild_id, story_id) as change:
                await leave(change, member_id)
        return ids

    async def guilds_are(self, guild_ids: Set[int]) -> dict[int, datetime]:
        """Take note of the servers that Quire is on now; return those it has come back to, each with the
        instant since which it was gone.

        Where it was removed, every clock stands still until it is invited again.
        """
        async with self._database.read() as connection:
            present = await members.present_guilds(connection)
            absent = await members.absent_guilds(connection)
        for guild_id in (present | absent) - guild_ids:  # an absent one's too, should it have died on the way
            await self.left_guild(guild_id)
        returned = {}
        for guild_id in sorted(absent & guild_ids):
            if (since := await self.joined_guild(guild_id)) is not None:
                returned[guild_id] = since
        return returned

    async def left_guild(self, guild_id: int) -> None:
        """Stop the clocks of a server that Quire was removed from."""
        await self._note(guild_id, absent=True)
        await self._for_each(guild_id, absent=True)

    async def joined_guild(self, guild_id: int) -> datetime | None:
        """Let the clocks of a server run on, to which Quire was invited again; others are left alone.

        Return since when it was gone, None where it was not.
        """
        async with self._database.read() as connection:
            since = await members.absent_since(connection, guild_id)
        if since is not None:
            await self._for_each(guild_id, absent=False)
            await self._note(guild_id, absent=False)  # last: a process that died on the way begins again
        return since

    async def _for_each(self, guild_id: int, *, absent: bool) -> None:
        async with self._database.read() as connection:
            ids = await stories.of_guild(connection, guild_id, stopped=Stop.ABSENT, so=not absent)
        for story_id in ids:
            async with by_itself(self._database, self._clock, guild_id, story_id) as change:
                rule = turns.stop if absent else turns.go_on
                story = rule(change.story, Stop.ABSENT, change.now)
                await change.save(story, "guild-left" if absent else "guild-joined")

    async def _note(self, guild_id: int, *, absent: bool) -> None:
        async with self._database.write() as connection:
            await members.set_absent(connection, guild_id, self._clock.now() if absent else None)
