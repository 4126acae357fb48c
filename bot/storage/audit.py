"""The record of who did what, when and why."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import audit


async def note(
    connection: AsyncConnection,
    guild_id: int,
    actor_id: int,
    action: str,
    now: datetime,
    *,
    story_id: int | None = None,
    **detail: object,
) -> None:
    """Add an entry, in the transaction of the act itself."""
    await connection.execute(
        insert(audit).values(
            guild_id=guild_id,
            actor_id=actor_id,
            action=action,
            story_id=story_id,
            detail=detail,
            created_at=now,
        )
    )
