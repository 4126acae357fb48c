"""What the muse was asked, and how its texts were made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import asks, receipts


@dataclass(frozen=True, slots=True)
class Ask:
    """What a member asked the muse for; ``wish`` holds their own words, ``story_id`` is None for no story.

    ``set_aside`` counts the texts that came of it and were not fit to show, beside one that was."""

    id: int
    guild_id: int
    member_id: int
    story_id: int | None
    kind: str
    wish: Mapping[str, Any]
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptRecord:
    """A stored receipt. ``sources`` names what the prompt was made of, None where that was the ask alone."""

    id: int
    guild_id: int
    member_id: int
    ask_id: int | None
    model: str
    checksum: str
    precision: str
    template: str
    sampling: Mapping[str, Any]
    sources: Mapping[str, Any] | None
    prompt_tokens: int
    tokens: int
    seconds: float
    end: str
    created_at: datetime


async def add_ask(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_id: int,
    story_id: int | None,
    kind: str,
    wish: Mapping[str, Any],
    now: datetime,
) -> Ask:
    """Store what a member asks for."""
    statement = insert(asks).values(
        guild_id=guild_id, member_id=member_id, story_id=story_id, kind=kind, wish=dict(wish), created_at=now
    )
    ask_id: int = (await connection.scalars(statement.returning(asks.c.id))).one()
    return Ask(ask_id, guild_id, member_id, story_id, kind, wish)


async def ask_by_id(connection: AsyncConnection, ask_id: int | None) -> Ask | None:
    """Return what was asked for, or None."""
    row = (await connection.execute(select(asks).where(asks.c.id == ask_id))).one_or_none()
    return None if row is None else Ask(**{name: row._mapping[name] for name in Ask.__slots__})


async def bind_ask(connection: AsyncConnection, ask_id: int, story_id: int) -> None:
    """Note which story came of what was asked for."""
    await connection.execute(update(asks).where(asks.c.id == ask_id).values(story_id=story_id))


async def note_set_aside(connection: AsyncConnection, ask_id: int, count: int) -> None:
    """Note how many texts that came of a wish were not fit to show."""
    await connection.execute(update(asks).where(asks.c.id == ask_id).values(set_aside=count))


async def add(
    connection: AsyncConnection,
    guild_id: int,
    member_id: int,
    made: Mapping[str, object],
    now: datetime,
    *,
    ask_id: int | None = None,
    sources: Mapping[str, Any] | None = None,
) -> int:
    """Store how a text was ``made`` (columns of ``receipts``); return the receipt's number."""
    statement = insert(receipts).values(
        guild_id=guild_id,
        member_id=member_id,
        ask_id=ask_id,
        sources=dict(sources) if sources is not None else None,
        created_at=now,
        **made,
    )
    receipt_id: int = (await connection.scalars(statement.returning(receipts.c.id))).one()
    return receipt_id


async def by_id(connection: AsyncConnection, receipt_id: int) -> ReceiptRecord | None:
    """Return a receipt, or None."""
    return (await by_ids(connection, [receipt_id])).get(receipt_id)


async def by_ids(connection: AsyncConnection, receipt_ids: Collection[int]) -> dict[int, ReceiptRecord]:
    """Return receipts by their numbers; those that there are."""
    found = await connection.execute(select(receipts).where(receipts.c.id.in_(receipt_ids)))
    return {
        row.id: ReceiptRecord(**{name: row._mapping[name] for name in ReceiptRecord.__slots__})
        for row in found.all()
    }
