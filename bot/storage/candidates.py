"""What the muse proposed to somebody for a story. Each is kept: one can always go back to an earlier one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import candidates


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal. ``member_id`` may accept it; 0 (the muse's own turn) is for whoever hosts the story."""

    id: int
    story_id: int
    member_id: int
    turn: int
    text: str
    receipt_id: int


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
    return Candidate(found, story_id, member_id, turn, text, receipt_id)


async def by_id(connection: AsyncConnection, candidate_id: int | None) -> Candidate | None:
    """Return a proposal, or None."""
    return await _one(connection, candidates.c.id == candidate_id)


async def of_turn(connection: AsyncConnection, story_id: int, turn: int, member_id: int) -> Candidate | None:
    """Return the newest proposal to that member for that turn."""
    return await _one(
        connection,
        candidates.c.story_id == story_id,
        candidates.c.turn == turn,
        candidates.c.member_id == member_id,
    )


async def _one(connection: AsyncConnection, *conditions: object) -> Candidate | None:
    row = (
        await connection.execute(
            select(candidates).where(*conditions).order_by(candidates.c.id.desc()).limit(1)  # type: ignore[arg-type]
        )
    ).one_or_none()
    if row is None:
        return None
    return Candidate(row.id, row.story_id, row.member_id, row.turn, row.text, row.receipt_id)
