"""Passages, as they were accepted."""

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.passages import Origin, Passage
from bot.storage.schema import passages


async def add(connection: AsyncConnection, story_id: int, turn: int, passage: Passage) -> None:
    """Append a passage; its position must be the next one."""
    await connection.execute(
        insert(passages).values(
            story_id=story_id,
            turn=turn,
            position=passage.position,
            member_id=passage.member_id,
            text=passage.text,
            words=passage.words,
            origin=passage.origin,
            receipt_id=passage.receipt_id,
            created_at=passage.created_at,
        )
    )


async def of_story(connection: AsyncConnection, story_id: int, *, after: int = 0) -> list[Passage]:
    """Return the passages beyond position ``after``, in order."""
    found = await connection.execute(
        select(passages)
        .where(passages.c.story_id == story_id, passages.c.position > after)
        .order_by(passages.c.position)
    )
    return [
        Passage(
            position=row.position,
            member_id=row.member_id,
            text=row.text,
            words=row.words,
            origin=Origin(row.origin),
            receipt_id=row.receipt_id,
            created_at=row.created_at,
        )
        for row in found.all()
    ]
