"""Servers and the people in them, as last seen."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import guilds, members


async def see(
    connection: AsyncConnection, guild_id: int, user_id: int, display_name: str, now: datetime
) -> None:
    """Note the server and the member, with the name they go by now."""
    guild = upsert(guilds).values(id=guild_id, created_at=now)
    await connection.execute(guild.on_conflict_do_nothing())
    member = upsert(members).values(
        guild_id=guild_id, user_id=user_id, display_name=display_name[:64], seen_at=now
    )
    await connection.execute(
        member.on_conflict_do_update(
            index_elements=["guild_id", "user_id"],
            set_={"display_name": member.excluded.display_name, "seen_at": member.excluded.seen_at},
        )
    )


async def names(connection: AsyncConnection, guild_id: int, user_ids: Iterable[int]) -> dict[int, str]:
    """Return the names by which the members were last seen."""
    found = await connection.execute(
        select(members.c.user_id, members.c.display_name).where(
            members.c.guild_id == guild_id, members.c.user_id.in_(set(user_ids))
        )
    )
    return {row.user_id: row.display_name for row in found.all()}
