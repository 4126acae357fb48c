"""Taking a member out of a story, or of all of theirs in the transaction of whatever makes them go."""

from datetime import datetime

from bot.domain import people
from bot.domain.story import TurnOutcome
from bot.services.changing import Change
from bot.storage import stories, writers
from bot.storage.database import Connection


async def leave(change: Change, member_id: int) -> bool:
    """Take a member out of one story, as :func:`leave_all` does; tell whether it changed by it."""
    story = people.gone(change.story, member_id, change.now)
    if story == change.story:
        return False
    await change.save(story, "writer-gone", outcome=TurnOutcome.GONE, member=member_id)
    return True


async def leave_all(
    connection: Connection, member_id: int, now: datetime, guild_id: int | None = None
) -> list[int]:
    """Take a member out of every rota, of one server or of all; a turn of theirs passes, and a story that
    they host gets another host. Return the ids of the stories that changed by it."""
    changed = []
    for guild, story_id in await writers.joined_by(connection, member_id, guild_id):
        record = await stories.by_id(connection, story_id, guild)
        assert record is not None  # it was found in this transaction
        if await leave(Change(connection, record, 0, now), member_id):
            changed.append(story_id)
    return changed
