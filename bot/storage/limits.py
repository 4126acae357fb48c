"""What moderators set for their server or one of its channels."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import limits

WHOLE_SERVER = 0
"""The channel of what is set for all of a server; Discord gives that id to none."""


@dataclass(frozen=True, slots=True)
class LimitRecord:
    """A knob that was turned; ``value`` is as the knob writes it."""

    guild_id: int
    channel_id: int
    name: str
    value: str


async def save(connection: AsyncConnection, record: LimitRecord, by: int, now: datetime) -> None:
    """Store a value in place of the one before."""
    row = {"value": record.value, "set_by": by, "set_at": now}
    statement = upsert(limits).values(
        guild_id=record.guild_id, channel_id=record.channel_id, name=record.name, **row
    )
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["guild_id", "channel_id", "name"], set_=row)
    )


async def drop(connection: AsyncConnection, record: LimitRecord) -> None:
    """Delete what was set at a place; nothing happens where nothing was."""
    await connection.execute(
        delete(limits).where(
            limits.c.guild_id == record.guild_id,
            limits.c.channel_id == record.channel_id,
            limits.c.name == record.name,
        )
    )


async def of_guild(connection: AsyncConnection, guild_id: int) -> list[LimitRecord]:
    """Return what was set on a server."""
    found = await connection.execute(
        select(limits).where(limits.c.guild_id == guild_id).order_by(limits.c.name, limits.c.channel_id)
    )
    return [LimitRecord(row.guild_id, row.channel_id, row.name, row.value) for row in found.all()]


async def channels_with(connection: AsyncConnection, name: str, value: str) -> set[int]:
    """Return the channels, of all servers, for which a knob was set to a value."""
    found = await connection.scalars(
        select(limits.c.channel_id).where(limits.c.name == name, limits.c.value == value)
    )
    return set(found.all())


async def everywhere(connection: AsyncConnection, name: str) -> list[LimitRecord]:
    """Return how a knob was turned, on all servers."""
    found = await connection.execute(select(limits).where(limits.c.name == name))
    return [LimitRecord(row.guild_id, row.channel_id, row.name, row.value) for row in found.all()]
