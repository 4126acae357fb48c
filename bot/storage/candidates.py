"""What the muse proposed to somebody for a story. Each is kept: one can always go back to an earlier one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.provenance import Proposed
from bot.storage.schema import asks, candidates, receipts


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal. ``member_id`` may accept it; 0 (the muse's own turn) is for whoever hosts the story."""

    id: int
    story_id: int
    member_id: int
    turn: int
    text: str
    receipt_id: int
    ask_id: int | None = None


async def add(
    connection: AsyncConnection,
    *,
    story_id: int,
    member_id: int,
    turn: int,
    text: str,
    receipt_id: int,
    now: datetime,
) -> Candidate:
    """Store a proposal."""
    statement = insert(candidates).values(
        story_id=story_id,
        member_id=member_id,
        turn=turn,
        text=text,
        receipt_id=receipt_id,
        created_at=now,
    )
    found: int = (await connection.scalars(statement.returning(candidates.c.id))).one()
    stored = await by_id(connection, found)
    assert stored is not None  # it was just stored
    return stored


async def by_id(connection: AsyncConnection, candidate_id: int | None) -> Candidate | None:
    """Return a proposal, or None."""
    return await _one(connection, candidates.c.id == candidate_id)


async def of_ask(connection: AsyncConnection, ask_id: int) -> list[Candidate]:
    """Return what came of a wish, in the order in which it was offered."""
    found = await connection.execute(_known().where(receipts.c.ask_id == ask_id).order_by(candidates.c.id))
    return [Candidate(**row._mapping) for row in found.all()]


async def asks_of_turn(
    connection: AsyncConnection, story_id: int, turn: int, member_id: int
) -> list[int | None]:
    """Return the wishes of which something was offered to that member in that turn, oldest first."""
    found = await connection.scalars(
        select(receipts.c.ask_id)
        .join(candidates, candidates.c.receipt_id == receipts.c.id)
        .where(
            candidates.c.story_id == story_id,
            candidates.c.turn == turn,
            candidates.c.member_id == member_id,
            receipts.c.ask_id.is_not(None),
        )
        .distinct()
        .order_by(receipts.c.ask_id)
    )
    return list(found.all())


async def of_receipt(connection: AsyncConnection, receipt_id: int | None) -> Candidate | None:
    """Return the proposal that a receipt is of, or None."""
    return await _one(connection, candidates.c.receipt_id == receipt_id)


async def shown_to(
    connection: AsyncConnection, story_id: int, member_id: int, limit: int = 60
) -> list[Proposed]:
    """Return the last texts that the muse proposed to a member for a story, the newest first."""
    found = await connection.execute(
        select(candidates.c.text, candidates.c.receipt_id, asks.c.kind, asks.c.wish)
        .join(receipts, candidates.c.receipt_id == receipts.c.id)
        .outerjoin(asks, receipts.c.ask_id == asks.c.id)
        .where(candidates.c.story_id == story_id, candidates.c.member_id == member_id)
        .order_by(candidates.c.id.desc())
        .limit(limit)
    )
    return [
        Proposed(row.text, row.receipt_id, str(row.wish["text"]) if row.kind == "rewrite" else "")
        for row in found.all()
    ]


async def of_turn(connection: AsyncConnection, story_id: int, turn: int, member_id: int) -> Candidate | None:
    """Return the newest proposal to that member for that turn."""
    return await _one(
        connection,
        candidates.c.story_id == story_id,
        candidates.c.turn == turn,
        candidates.c.member_id == member_id,
    )


async def _one(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> Candidate | None:
    found = _known().where(*conditions).order_by(candidates.c.id.desc()).limit(1)
    row = (await connection.execute(found)).one_or_none()
    return None if row is None else Candidate(**row._mapping)


def _known() -> Select[Any]:
    columns = [candidates.c[name] for name in Candidate.__slots__ if name != "ask_id"]
    return select(*columns, receipts.c.ask_id).join(receipts, candidates.c.receipt_id == receipts.c.id)
