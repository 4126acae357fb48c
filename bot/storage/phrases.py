"""The words and phrases that moderators list for their server or one of its channels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import phrases


@dataclass(frozen=True, slots=True)
class PhraseRecord:
    """An entry: ``phrase`` as it was typed, ``folded`` as it is matched, ``on`` the name of its list.

    ``channel_id`` is ``limits.WHOLE_SERVER`` for all of a server.
    """

    channel_id: int
    folded: str
    phrase: str
    on: str


async def put(
    connection: AsyncConnection, guild_id: int, record: PhraseRecord, by: int, now: datetime
) -> None:
    """Put a phrase on a list, taking it from the one on which it was at that place."""
    # An entry typed alike may have been folded by an older rule.
    typed = (
        phrases.c.guild_id == guild_id,
        phrases.c.channel_id == record.channel_id,
        phrases.c.phrase == record.phrase,
    )
    await connection.execute(delete(phrases).where(*typed, phrases.c.folded != record.folded))
    row = {"phrase": record.phrase, "list": record.on, "added_by": by, "added_at": now}
    statement = upsert(phrases).values(
        guild_id=guild_id, channel_id=record.channel_id, folded=record.folded, **row
    )
    keys = ["guild_id", "channel_id", "folded"]
    await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=row))


async def put_all(
    connection: AsyncConnection, guild_id: int, records: Sequence[PhraseRecord], by: int, now: datetime
) -> None:
    """Put phrases on their lists, as :func:`put` does with each."""
    for record in records:
        await put(connection, guild_id, record, by, now)


async def take(connection: AsyncConnection, guild_id: int, record: PhraseRecord) -> bool:
    """Take a phrase from a list, by how it is matched or typed; tell whether it was there."""
    where = (
        phrases.c.guild_id == guild_id,
        phrases.c.channel_id == record.channel_id,
        or_(phrases.c.folded == record.folded, phrases.c.phrase == record.phrase),
        phrases.c.list == record.on,
    )
    return (await connection.execute(delete(phrases).where(*where))).rowcount > 0


async def of_guild(connection: AsyncConnection, guild_id: int) -> list[PhraseRecord]:
    """Return all that a server lists, in the order of the alphabet."""
    found = await connection.execute(
        select(phrases)
        .where(phrases.c.guild_id == guild_id)
        .order_by(phrases.c.list, phrases.c.folded, phrases.c.channel_id)
    )
    return [PhraseRecord(row.channel_id, row.folded, row.phrase, row.list) for row in found.all()]


async def count(connection: AsyncConnection, guild_id: int) -> int:
    """Return how many entries a server has."""
    wanted = select(func.count()).select_from(phrases).where(phrases.c.guild_id == guild_id)
    return await connection.scalar(wanted) or 0
