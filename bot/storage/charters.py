"""What is asked to change in what was agreed for a story."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.charter import Charter
from bot.domain.story import Rating
from bot.storage.schema import charter_changes


class ChangeState(StrEnum):
    """What became of it."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    REPLACED = (
        "replaced"  # by another wish, by a change that was made at once, or by what its channel allows now
    )


@dataclass(frozen=True, slots=True)
class CharterChange:
    """A change that waits for the writers, or did. ``agreed`` are those who have said yes."""

    id: int
    story_id: int
    asked_by: int
    charter: Charter
    agreed: frozenset[int]
    state: ChangeState


async def ask(
    connection: AsyncConnection,
    story_id: int,
    by: int,
    charter: Charter,
    agreed: frozenset[int],
    now: datetime,
) -> CharterChange:
    """Store a wish in place of the one that was open."""
    await replace(connection, story_id)
    statement = insert(charter_changes).values(
        story_id=story_id,
        asked_by=by,
        rating=charter.rating,
        lines=charter.lines,
        veils=charter.veils,
        agreed=sorted(agreed),
        state=ChangeState.OPEN,
        created_at=now,
    )
    change_id: int = (await connection.scalars(statement.returning(charter_changes.c.id))).one()
    return CharterChange(change_id, story_id, by, charter, agreed, ChangeState.OPEN)


async def by_id(connection: AsyncConnection, change_id: int, story_id: int) -> CharterChange | None:
    """Return one of a story's, open or not."""
    found = await connection.execute(
        select(charter_changes).where(
            charter_changes.c.id == change_id, charter_changes.c.story_id == story_id
        )
    )
    row = found.one_or_none()
    if row is None:
        return None
    charter = Charter(Rating(row.rating), row.lines, row.veils)
    return CharterChange(
        row.id, row.story_id, row.asked_by, charter, frozenset(row.agreed), ChangeState(row.state)
    )


async def update_one(
    connection: AsyncConnection, change_id: int, agreed: frozenset[int], state: ChangeState
) -> None:
    """Store who has agreed, and what became of it."""
    await connection.execute(
        update(charter_changes)
        .where(charter_changes.c.id == change_id)
        .values(agreed=sorted(agreed), state=state)
    )


async def replace(connection: AsyncConnection, story_id: int) -> None:
    """Let the wish that is open in a story be so no longer."""
    await connection.execute(
        update(charter_changes)
        .where(charter_changes.c.story_id == story_id, charter_changes.c.state == ChangeState.OPEN)
        .values(state=ChangeState.REPLACED)
    )
