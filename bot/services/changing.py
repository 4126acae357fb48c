"""One act on one story in one transaction: load it, let a rule decide, save, note who did it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.clock import Clock
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Story, TurnOutcome
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.storage import audit, stories
from bot.storage.audit import Said
from bot.storage.database import Connection, Database
from bot.storage.records import StoryRecord


class Change:
    """A story within the transaction that changes it. ``record`` is how it stands."""

    def __init__(self, connection: Connection, record: StoryRecord, actor_id: int, now: datetime) -> None:
        self.connection = connection
        self.record = record
        self.now = now
        self._actor_id = actor_id

    @property
    def story(self) -> Story:
        """How the story stands."""
        return self.record.story

    async def save(
        self,
        story: Story,
        action: str,
        *,
        outcome: TurnOutcome = TurnOutcome.MOVED,
        member: int | None = None,
        said: Said | None = None,
        **detail: object,
    ) -> None:
        """Store what became of the story, who did it, to which ``member``, and what was ``said``;
        ``outcome`` is how its turn ended, if it did."""
        await stories.save(self.connection, self.record, story, outcome=outcome, now=self.now)
        await self.note(action, member=member, said=said, **detail)
        await self._reload()

    async def note(
        self, action: str, *, member: int | None = None, said: Said | None = None, **detail: object
    ) -> None:
        """Note who did what, and to whom, where the story itself did not change."""
        record = self.record
        await audit.note(
            self.connection,
            record.guild_id,
            self._actor_id,
            action,
            self.now,
            story_id=record.id,
            member=member,
            said=said,
            **detail,
        )

    async def touch(self) -> None:
        """Let the thread be brought up to date, though the story's own state is as it was."""
        await stories.touch(self.connection, self.record.id)
        await self._reload()

    async def _reload(self) -> None:
        record = await stories.by_id(self.connection, self.record.id, self.record.guild_id)
        assert record is not None  # it was there a moment ago, in this transaction
        self.record = record


@asynccontextmanager
async def changing(database: Database, clock: Clock, actor: Actor, story_id: int) -> AsyncIterator[Change]:
    """Open a transaction on a story that the member may see; a refusal leaves everything as it was.

    Raises:
        Refusal: there is no such story.
    """
    now = clock.now()
    async with database.write() as connection:
        record = await story_for(connection, actor, story_id)
        await admit(connection, actor, now)
        yield Change(connection, record, actor.user_id, now)


@asynccontextmanager
async def by_itself(database: Database, clock: Clock, guild_id: int, story_id: int) -> AsyncIterator[Change]:
    """Open a transaction on a story for what happens to it without anybody's asking; the actor is 0.

    Raises:
        Refusal: the server has no such story.
    """
    async with database.write() as connection:
        record = await stories.by_id(connection, story_id, guild_id)
        if record is None:
            raise Refusal(Reason.NO_STORY)
        yield Change(connection, record, 0, clock.now())
