"""Members whom a moderator keeps from writing with Quire."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import writer_bans


@dataclass(frozen=True, slots=True)
class Ban:
    """``until`` is None for one without an end. ``reason`` is the moderator's, and may be empty."""

    member_id: int
    until: datetime | None
    reason: str


async def put(connection: AsyncConnection, guild_id: int, ban: Ban, by: int, now: datetime) -> None:
    """Store a ban in place of the one that the member had."""
    row = {"until": ban.until, "reason": ban.reason, "banned_by": by, "banned_at": now}
    statement = upsert(writer_bans).values(guild_id=guild_id, member_id=ban.member_id, **row)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["guild_id", "member_id"], set_=row)
    )


async def lift(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Take a member's ban away."""
    await connection.execute(
        delete(writer_bans).where(writer_bans.c.guild_id == guild_id, writer_bans.c.member_id == member_id)
    )


async def drop_over(connection: AsyncConnection, member_id: int, now: datetime) -> None:
    """Delete a member's bans that are over, on every server."""
    await connection.execute(
        delete(writer_bans).where(writer_bans.c.member_id == member_id, writer_bans.c.until <= now)
    )


async def of(connection: AsyncConnection, guild_id: int, member_id: int, now: datetime) -> Ban | None:
    """Return a member's ban, None where there is none or it is over."""
    found = await connection.execute(
        select(writer_bans.c.member_id, writer_bans.c.until, writer_bans.c.reason).where(
            writer_bans.c.guild_id == guild_id, writer_bans.c.member_id == member_id
        )
    )
    row = found.one_or_none()
    if row is None or (row.until is not None and row.until <= now):
        return None
    return Ban(*row)
