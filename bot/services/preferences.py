"""What people set for themselves. It holds on every server."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain import turns
from bot.domain.quiet import Quiet
from bot.services.changing import by_itself
from bot.storage import preferences, stories
from bot.storage import turns as turn_rows
from bot.storage.database import Database
from bot.storage.preferences import Pings, Preferences


@dataclass(frozen=True, slots=True)
class Saved:
    """What a person has set now, and the stories (server id, story id) whose deadline moved by it."""

    preferences: Preferences
    moved: list[tuple[int, int]]


class PreferenceService:
    """Reads and changes a person's settings; a change winds the clocks of their open turns anew."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of(self, user_id: int) -> Preferences:
        """Return a person's settings."""
        async with self._database.read() as connection:
            return await preferences.of(connection, user_id)

    async def set_timezone(self, user_id: int, zone: ZoneInfo) -> Saved:
        """Set the time zone; quiet hours keep their times on the clock."""
        before = await self.of(user_id)
        quiet = Quiet(zone, before.quiet.begin, before.quiet.end) if before.quiet else None
        return await self._save(user_id, replace(before, timezone=zone.key, quiet=quiet))

    async def set_quiet(self, user_id: int, begin: time, end: time) -> Saved:
        """Set the quiet hours, in the person's time zone; the same time twice turns them off.

        Raises:
            Refusal: they are too long.
        """
        before = await self.of(user_id)
        quiet = None if begin == end else Quiet(ZoneInfo(before.timezone), begin, end)
        return await self._save(user_id, replace(before, quiet=quiet))

    async def set_pings(self, user_id: int, pings: Pings) -> Saved:
        """Set where the person is told that it is their turn."""
        return await self._save(user_id, replace(await self.of(user_id), pings=pings))

    async def now(self, user_id: int) -> datetime:
        """Return the present instant in the person's time zone."""
        return self._clock.now().astimezone(ZoneInfo((await self.of(user_id)).timezone))

    async def _save(self, user_id: int, wanted: Preferences) -> Saved:
        async with self._database.write() as connection:
            before = await preferences.of(connection, user_id)
            await preferences.save(connection, user_id, wanted)
            ids = await turn_rows.held_by(connection, user_id) if before.quiet != wanted.quiet else []
            guilds = {}
            for story_id in ids:
                record = await stories.anywhere(connection, story_id)
                assert record is not None  # its turn was just found
                guilds[story_id] = record.guild_id
        moved = []
        for story_id, guild_id in guilds.items():
            async with by_itself(self._database, self._clock, guild_id, story_id) as change:
                turn = change.story.turn
                if turn is not None and turn.member_id == user_id:
                    story = turns.rewound(change.story, before.quiet, change.now)
                    await change.save(story, "clock-set")
                    moved.append((guild_id, story_id))
        return Saved(wanted, moved)
