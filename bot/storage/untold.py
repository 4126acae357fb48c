"""What was decided and is still to be told to whoever handed it in."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import untold


@dataclass(frozen=True, slots=True)
class Untold:
    """A thing of the review queue, by its kind's number and its own."""

    kind: int
    item_id: int


async def add(connection: AsyncConnection, guild_id: int, member_id: int, one: Untold) -> None:
    """Note that a member is to be told what became of a thing."""
    values = {"guild_id": guild_id, "member_id": member_id, "kind": one.kind, "item_id": one.item_id}
    await connection.execute(insert(untold).values(**values))


async def of_member(connection: AsyncConnection, guild_id: int, member_id: int) -> list[Untold]:
    """Return what a member is to be told, the oldest first."""
    found = await connection.execute(
        select(untold.c.kind, untold.c.item_id)
        .where(untold.c.guild_id == guild_id, untold.c.member_id == member_id)
        .order_by(untold.c.id)
    )
    return [Untold(row.kind, row.item_id) for row in found.all()]


async def drop(connection: AsyncConnection, guild_id: int, one: Untold) -> None:
    """Note that they were told."""
    here = untold.c.guild_id == guild_id, untold.c.kind == one.kind, untold.c.item_id == one.item_id
    await connection.execute(delete(untold).where(*here))
