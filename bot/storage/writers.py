"""Who is in a story, and who may come in."""

from datetime import UTC, datetime, time
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, delete, func, insert, select, type_coerce
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.quiet import Quiet
from bot.domain.story import Story, StoryState, Writer, WriterState
from bot.storage.schema import invites, preferences, stories, writers

_ENTRY = (
    writers.c.place,
    writers.c.member_id,
    writers.c.state,
    writers.c.pen_name,
    writers.c.missed,
    writers.c.away_until,
    preferences.c.timezone,
    preferences.c.quiet_begin,
    preferences.c.quiet_end,
)

CREW = (
    select(type_coerce(func.json_group_array(func.json_array(*_ENTRY)), JSON))
    .select_from(writers.outerjoin(preferences, preferences.c.user_id == writers.c.member_id))
    .where(writers.c.story_id == stories.c.id)
    .correlate(stories)
    .scalar_subquery()
    .label("crew")
)
"""A story's writers with their quiet hours, as ``crew`` takes them."""

INVITED = (
    select(type_coerce(func.json_group_array(invites.c.member_id), JSON))
    .where(invites.c.story_id == stories.c.id)
    .correlate(stories)
    .scalar_subquery()
    .label("invited")
)
"""Who is invited to a story."""


def crew(entries: list[list[Any]]) -> tuple[Writer, ...]:
    """Return the writers of ``CREW`` in the order of joining."""
    return tuple(_writer(*entry) for entry in sorted(entries, key=itemgetter(0)))


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


async def joined_by(
    connection: AsyncConnection, member_id: int, guild_id: int | None = None
) -> list[tuple[int, int]]:
    """Return the stories, each behind its server, that a member takes part in or is invited to: of one
    server, or of all."""
    crew = select(writers.c.story_id).where(
        writers.c.member_id == member_id, writers.c.state.in_((WriterState.ACTIVE, WriterState.AWAY))
    )
    invited = select(invites.c.story_id).where(invites.c.member_id == member_id)
    query = select(stories.c.guild_id, stories.c.id).where(stories.c.id.in_(crew.union(invited)))
    if guild_id is not None:
        query = query.where(stories.c.guild_id == guild_id)
    found = await connection.execute(query.order_by(stories.c.id))
    return [(row.guild_id, row.id) for row in found.all()]


def quiet_of(timezone: str, begin: str | None, end: str | None) -> Quiet | None:
    """Return the quiet hours in the columns of ``preferences``, or None."""
    if begin is None or end is None:
        return None
    return Quiet(ZoneInfo(timezone), time.fromisoformat(begin), time.fromisoformat(end))


def _writer(
    place: int,
    member_id: int,
    state: str,
    pen_name: str | None,
    missed: int,
    away_until: str | None,
    *quiet: Any,
) -> Writer:
    away = None if away_until is None else datetime.fromisoformat(away_until).replace(tzinfo=UTC)
    return Writer(member_id, place, WriterState(state), pen_name, missed, away, quiet_of(*quiet))
