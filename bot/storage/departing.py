"""Deleting what is held of a server, when it has been without Quire for long.

It goes in several transactions, a story each, so that others need not wait; whoever begins again goes on
where it ended. Of the record of acts one entry stays, which says how many there were.
"""

from datetime import datetime

from sqlalchemy import Table, delete, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import search
from bot.storage.schema import audit as acts
from bot.storage.schema import (
    guilds,
    metadata,
    passage_messages,
    passage_versions,
    passages,
    reports,
    stories,
)

_OF_PASSAGES = (passage_messages, passage_versions, reports)


async def gone_before(connection: AsyncConnection, instant: datetime) -> list[int]:
    """Return the servers that Quire was removed from before an instant, and of which something is held."""
    held = [
        select(table.c.guild_id).where(table.c.guild_id == guilds.c.id).exists() for table in _of_servers()
    ]
    found = await connection.scalars(select(guilds.c.id).where(guilds.c.absent_since < instant, or_(*held)))
    return list(found.all())


async def stories_of(connection: AsyncConnection, guild_id: int) -> list[int]:
    """Return the ids of a server's stories."""
    found = await connection.scalars(select(stories.c.id).where(stories.c.guild_id == guild_id))
    return list(found.all())


async def drop_story(connection: AsyncConnection, guild_id: int, story_id: int) -> None:
    """Delete a story with all that belongs to it; the server's record of acts must be gone before."""
    await connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    own = passages.c.story_id == story_id
    shown = select(passages.c.id, passages.c.text, passages.c.hidden).where(
        own, passages.c.position.is_not(None)
    )
    for row in (await connection.execute(shown)).all():
        await search.remove(connection, guild_id, row.id, "" if row.hidden else row.text)
    ids = select(passages.c.id).where(own)
    for table in _OF_PASSAGES:
        await connection.execute(delete(table).where(table.c.passage_id.in_(ids)))
    for table in metadata.sorted_tables:
        if table is not acts and any(key.column.table is stories for key in table.foreign_keys):
            await connection.execute(delete(table).where(table.c.story_id == story_id))
    await connection.execute(delete(stories).where(stories.c.id == story_id))


async def drop_rest(connection: AsyncConnection, guild_id: int) -> None:
    """Delete what is bound to a server and to no story of it. The server itself stays known by its id."""
    await connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    for table in _of_servers():
        await connection.execute(delete(table).where(table.c.guild_id == guild_id))


def _of_servers() -> list[Table]:
    """Return the tables whose rows belong to a server, but for the record of acts."""
    return [table for table in metadata.sorted_tables if "guild_id" in table.c and table is not acts]
