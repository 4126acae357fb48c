"""Stories as a shelf: listed, counted, and found by title, within what somebody may see."""

from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story import StoryState
from bot.storage import records
from bot.storage.records import StoryRecord
from bot.storage.schema import stories, turns, writers

Visible = ColumnElement[bool]
"""A condition on stories: those that somebody may see."""

# Each step seeks the next channel in the index; SELECT DISTINCT would walk through all the server's stories.
_CHANNELS = sql(
    """
    WITH RECURSIVE channel(id) AS (
        SELECT (SELECT MIN(channel_id) FROM stories WHERE guild_id = :guild)
        UNION ALL
        SELECT (SELECT MIN(channel_id) FROM stories WHERE guild_id = :guild AND channel_id > channel.id)
        FROM channel WHERE channel.id IS NOT NULL
    )
    SELECT id FROM channel WHERE id IS NOT NULL
    """
)


class Shelf(StrEnum):
    """Which stories a list holds."""

    ALL = "all"
    OPEN = "open"
    SLEEPING = "sleeping"
    FINISHED = "finished"
    MINE = "mine"  # those in which the member writes, or has written
    MY_TURN = "my-turn"


def narrowed(condition: Visible, shelf: Shelf, member_id: int) -> Visible:
    """Return the condition for those of the stories that stand on that shelf for the member."""
    match shelf:
        case Shelf.ALL:
            return condition
        case Shelf.MINE:
            mine = select(writers.c.story_id).where(writers.c.member_id == member_id)
            return condition & stories.c.id.in_(mine)
        case Shelf.MY_TURN:
            theirs = select(turns.c.story_id).where(turns.c.member_id == member_id, turns.c.outcome.is_(None))
            return condition & stories.c.id.in_(theirs)
        case _:
            return condition & (stories.c.state == shelf.value)


async def channels(connection: AsyncConnection, guild_id: int) -> list[int]:
    """Return the channels in which the server's stories live."""
    return list((await connection.scalars(_CHANNELS, {"guild": guild_id})).all())


def within(guild_id: int, channel_ids: Collection[int], member_id: int, own_only: Collection[int]) -> Visible:
    """Return the condition for the server's stories in those channels, and for those in ``own_only`` in
    which the member has ever been a writer."""
    mine = select(writers.c.story_id).where(writers.c.member_id == member_id)
    return (stories.c.guild_id == guild_id) & (
        stories.c.channel_id.in_(channel_ids) | (stories.c.channel_id.in_(own_only) & stories.c.id.in_(mine))
    )


async def listed(
    connection: AsyncConnection, condition: Visible, *, limit: int, offset: int = 0
) -> list[StoryRecord]:
    """Return stories, newest first."""
    found = await connection.execute(
        records.SELECT.where(condition).order_by(stories.c.number.desc()).limit(limit).offset(offset)
    )
    return [records.of_row(row) for row in found.all()]


async def every(connection: AsyncConnection, guild_id: int) -> list[StoryRecord]:
    """Return all stories of the server, newest first, whoever may see them."""
    found = await connection.execute(
        records.SELECT.where(stories.c.guild_id == guild_id).order_by(stories.c.number.desc())
    )
    return [records.of_row(row) for row in found.all()]


async def count(connection: AsyncConnection, condition: Visible) -> int:
    """Return how many stories there are."""
    return await connection.scalar(select(func.count()).select_from(stories).where(condition)) or 0


async def matching(
    connection: AsyncConnection, condition: Visible, text: str, limit: int
) -> list[tuple[int, str, StoryState]]:
    """Return number, title and state of the stories whose number or title holds ``text``, newest first."""
    query = select(stories.c.number, stories.c.title, stories.c.state).where(condition)
    if text:
        number = int(text) if text.isdecimal() and len(text) < 10 else -1
        query = query.where(
            stories.c.title_folded.contains(text.casefold(), autoescape=True) | (stories.c.number == number)
        )
    found = await connection.execute(query.order_by(stories.c.number.desc()).limit(limit))
    return [(number, title, StoryState(state)) for number, title, state in found.all()]
