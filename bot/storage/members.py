"""Servers and the people in them, as last seen."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import guilds, members


async def see(
    connection: AsyncConnection, guild_id: int, user_id: int, display_name: str, now: datetime
) -> None:
    """Note the server and the member, with the name they go by now."""
    await see_guild(connection, guild_id, now)
    member = upsert(members).values(
        guild_id=guild_id, user_id=user_id, display_name=display_name[:64], seen_at=now
    )
    await connection.execute(
        member.on_conflict_do_update(
            index_elements=["guild_id", "user_id"],
            set_={"display_name": member.excluded.display_name, "seen_at": member.excluded.seen_at},
        )
    )


async def see_guild(connection: AsyncConnection, guild_id: int, now: datetime) -> None:
    """Note the server."""
    guild = upsert(guilds).values(id=guild_id, created_at=now)
    await connection.execute(guild.on_conflict_do_nothing())


async def names(connection: AsyncConnection, guild_id: int, user_ids: Iterable[int]) -> dict[int, str]:
    """Return the names by which the members were last seen."""
    found = await connection.execute(
        select(members.c.user_id, members.c.display_name).where(
            members.c.guild_id == guild_id, members.c.user_id.in_(set(user_ids))
        )
    )
    return {row.user_id: row.display_name for row in found.all()}


async def every_name(connection: AsyncConnection, guild_id: int) -> list[str]:
    """Return the names of everybody who was ever seen on the server."""
    found = await connection.scalars(select(members.c.display_name).where(members.c.guild_id == guild_id))
    return list(found.all())


async def present_guilds(connection: AsyncConnection) -> set[int]:
    """Return the servers where Quire was, as far as it knows."""
    found = await connection.scalars(select(guilds.c.id).where(guilds.c.absent_since.is_(None)))
    return set(found.all())


async def absent_guilds(connection: AsyncConnection) -> set[int]:
    """Return the servers from which Quire was removed."""
    found = await connection.scalars(select(guilds.c.id).where(guilds.c.absent_since.is_not(None)))
    return set(found.all())


async def absent_since(connection: AsyncConnection, guild_id: int) -> datetime | None:
    """Return when Quire was removed from a server; None where it is there, or never was."""
    since: datetime | None = await connection.scalar(
        select(guilds.c.absent_since).where(guilds.c.id == guild_id)
    )
    return since


async def set_absent(connection: AsyncConnection, guild_id: int, since: datetime | None) -> None:
    """Note that Quire was removed from the server (the first time counts), or, by None, that it is back."""
    found = guilds.c.id == guild_id
    if since is not None:
        found &= guilds.c.absent_since.is_(None)
    await connection.execute(update(guilds).where(found).values(absent_since=since))


async def noticed_at(connection: AsyncConnection, guild_id: int) -> datetime | None:
    """Return when a server's moderators were last told that something waits; None where they never were."""
    at: datetime | None = await connection.scalar(select(guilds.c.noticed_at).where(guilds.c.id == guild_id))
    return at


async def set_noticed(connection: AsyncConnection, guild_id: int, at: datetime) -> None:
    """Note that a server's moderators were told."""
    await connection.execute(update(guilds).where(guilds.c.id == guild_id).values(noticed_at=at))
