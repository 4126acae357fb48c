"""Texts that waited for a moderator in vain: whose writers have yet to be told."""

from dataclasses import dataclass

from bot.domain.held import HeldState
from bot.storage import held, stories
from bot.storage.database import Database
from bot.storage.records import StoryRecord


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A member's text that waits no longer by what others did; ``state`` says by what."""

    held_id: int
    member_id: int
    state: HeldState
    story: StoryRecord


class OvertakenService:
    """For Quire itself. Each text is handed out once, so that nobody is told twice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, guild_id: int, story_id: int) -> list[Overtaken]:
        """Return the texts of a story whose writers are to be told now; nobody else gets them."""
        async with self._database.write() as connection:
            record = await stories.by_id(connection, story_id, guild_id)
            if record is None:
                return []
            owed = await held.owed(connection, story_id)
            await held.set_owed(connection, [text.id for text in owed], owed=False)
        return [Overtaken(text.id, text.member_id, text.state, record) for text in owed]

    async def give_back(self, held_id: int) -> None:
        """Let the writer of a text be told later, since they could not be told now."""
        async with self._database.write() as connection:
            await held.set_owed(connection, [held_id], owed=True)
