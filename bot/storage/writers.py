"""Who is in a story, and who may come in."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.quiet import Quiet
from bot.domain.story import Story, StoryState, Writer, WriterState
from bot.storage.schema import invites, preferences, stories, writers


async def of_story(connection: AsyncConnection, story_id: int) -> tuple[tuple[Writer, ...], frozenset[int]]:
    """Return the story's writers, with their quiet hours, in the order of joining; and who is invited."""
    crew = await connection.execute(
        select(writers, preferences.c.timezone, preferences.c.quiet_begin, preferences.c.quiet_end)
        .outerjoin(preferences, preferences.c.user_id == writers.c.member_id)
        .where(writers.c.story_id == story_id)
        .order_by(writers.c.place)
    )
    invited = await connection.scalars(select(invites.c.member_id).where(invites.c.story_id == story_id))
    return tuple(map(_writer, crew.all())), frozenset(invited.all())


async def save(
    connection: AsyncConnection, story_id: int, old: Story | None, new: Story, now: datetime
) -> None:
    """Store what changed in the crew and the invitations."""
    before = set(old.writers) if old else set()
    for writer in set(new.writers) - before:
        changing = {
            "state": writer.state,
            "pen_name": writer.pen_name,
            "missed": writer.missed,
            "away_until": writer.away_until,
        }
        statement = upsert(writers).values(
            story_id=story_id, member_id=writer.member_id, place=writer.place, joined_at=now, **changing
        )
        await connection.execute(
            statement.on_conflict_do_update(index_elements=["story_id", "member_id"], set_=changing)
        )
    had = old.invited if old else frozenset()
    for member_id in new.invited - had:
        await connection.execute(
            insert(invites).values(story_id=story_id, member_id=member_id, created_at=now)
        )
    for member_id in had - new.invited:
        await connection.execute(
            delete(invites).where(invites.c.story_id == story_id, invites.c.member_id == member_id)
        )


async def stories_of(
    connection: AsyncConnection, guild_id: int, member_id: int, *states: WriterState
) -> list[int]:
    """Return the ids of the server's unfinished stories in which the member is, in one of those states."""
    found = await connection.scalars(
        select(writers.c.story_id)
        .join(stories, stories.c.id == writers.c.story_id)
        .where(
            writers.c.member_id == member_id,
            writers.c.state.in_(states),
            stories.c.guild_id == guild_id,
            stories.c.state != StoryState.FINISHED,
        )
        .order_by(writers.c.story_id)
    )
    return list(found.all())


def quiet_of(row: Row[tuple[object, ...]]) -> Quiet | None:
    """Return the quiet hours of a row with the columns of ``preferences``, or None."""
    if row.quiet_begin is None or row.quiet_end is None:
        return None
    return Quiet(
        ZoneInfo(row.timezone), time.fromisoformat(row.quiet_begin), time.fromisoformat(row.quiet_end)
    )


def _writer(row: Row[tuple[object, ...]]) -> Writer:
    return Writer(
        member_id=row.member_id,
        place=row.place,
        state=WriterState(row.state),
        pen_name=row.pen_name,
        missed=row.missed,
        away_until=row.away_until,
        quiet=quiet_of(row),
    )
