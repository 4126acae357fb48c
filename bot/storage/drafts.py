"""Drafts: whatever a writer typed for a story and has not yet seen enter it."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import drafts


async def keep(connection: AsyncConnection, story_id: int, member_id: int, text: str, now: datetime) -> None:
    """Keep ``text`` as the member's draft, in place of the one before."""
    statement = upsert(drafts).values(story_id=story_id, member_id=member_id, text=text, updated_at=now)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["story_id", "member_id"],
            set_={"text": statement.excluded.text, "updated_at": statement.excluded.updated_at},
        )
    )


async def of_member(connection: AsyncConnection, story_id: int, member_id: int) -> str | None:
    """Return the member's draft."""
    text: str | None = await connection.scalar(
        select(drafts.c.text).where(drafts.c.story_id == story_id, drafts.c.member_id == member_id)
    )
    return text


async def drop(connection: AsyncConnection, story_id: int, member_id: int) -> bool:
    """Drop the member's draft; tell whether there was one."""
    result = await connection.execute(
        delete(drafts).where(drafts.c.story_id == story_id, drafts.c.member_id == member_id)
    )
    return result.rowcount > 0
