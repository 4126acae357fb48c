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
    connection: AsyncConnection, guild_id: int, records: Sequence[PhraseRecord], by: int, now: datetime
) -> None:
    """Put phrases on their lists, taking each from the one on which it was at that place."""
    if not records:
        return
    await _drop_older(connection, guild_id, records)
    statement = upsert(phrases)
    new = {name: statement.excluded[name] for name in ("phrase", "list", "added_by", "added_at")}
    statement = statement.on_conflict_do_update(index_elements=["guild_id", "channel_id", "folded"], set_=new)
    rows = [
        {
            "guild_id": guild_id,
            "channel_id": record.channel_id,
            "folded": record.folded,
            "phrase": record.phrase,
            "list": record.on,
            "added_by": by,
            "added_at": now,
        }
        for record in records
    ]
    await connection.execute(statement, rows)


async def _drop_older(connection: AsyncConnection, guild_id: int, records: Sequence[PhraseRecord]) -> None:
    """Take away entries that are typed like some, but were folded by an older rule."""
    typed = {(record.channel_id, record.phrase): record.folded for record in records}
    alike = (phrases.c.guild_id == guild_id, phrases.c.phrase.in_([record.phrase for record in records]))
    found = await connection.execute(
        select(phrases.c.channel_id, phrases.c.phrase, phrases.c.folded).where(*alike)
    )
    for channel_id, phrase, folded in found.all():
        if typed.get((channel_id, phrase), folded) != folded:
            here = (
                phrases.c.guild_id == guild_id,
                phrases.c.channel_id == channel_id,
                phrases.c.folded == folded,
            )
            await connection.execute(delete(phrases).where(*here))


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
