"""What happens to stories by themselves: turns lapse, writers are reminded, the away return."""

from collections.abc import Callable
from datetime import datetime

from bot.clock import Clock
from bot.domain.due import DueKind, handle
from bot.services.changing import by_itself
from bot.storage import stories, timers
from bot.storage.database import Database
from bot.storage.records import StoryRecord
from bot.storage.timers import Timer


class ClockworkService:
    """Timers, each claimed, handled, then deleted. Handling one twice is handling it once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` from now on whenever a timer may have been added."""
        self._database.on_written = changed

    async def recover(self) -> None:
        """Take over what a process that died had claimed and not handled."""
        async with self._database.write() as connection:
            await timers.unclaim(connection)

    async def next_at(self) -> datetime | None:
        """Return when the next timer comes due, None if there is none."""
        async with self._database.read() as connection:
            return await timers.next_at(connection)

    async def claim(self, limit: int = 50) -> list[Timer]:
        """Claim timers that are due; nobody else will be given them."""
        async with self._database.write() as connection:
            return await timers.claim(connection, self._clock.now(), limit)

    async def handle(self, timer: Timer) -> StoryRecord | None:
        """Do what the timer is for and delete it, in one transaction.

        Return the story if anything came of it; None where it had moved on, or the timer is gone.
        """
        async with self._database.read() as connection:
            record = await stories.anywhere(connection, timer.story_id)
        if record is None:
            return None
        async with by_itself(self._database, self._clock, record.guild_id, record.id) as change:
            if not await timers.is_there(change.connection, timer.id):
                return None
            story, outcome = handle(change.story, timer.kind, timer.subject, change.now)
            changed = story != change.story
            if changed:
                member = timer.subject if timer.kind == DueKind.RETURN else None
                await change.save(story, f"timer-{timer.kind}", outcome=outcome, member=member)
            await timers.remove(change.connection, timer.id)
        return change.record if changed else None

    async def give_back(self, timer: Timer) -> None:
        """Give a timer back whose handling failed, to be tried again."""
        async with self._database.write() as connection:
            await timers.unclaim(connection, timer.id)
