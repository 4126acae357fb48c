"""What stories wait for. A timer is claimed, handled, then deleted; never deleted first.

They follow from a story's state and are stored with it, so that none is ever missing or left over.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.due import DueKind, due
from bot.domain.story import Story
from bot.storage.schema import timers


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer that came due."""

    id: int
    story_id: int
    kind: DueKind
    subject: int


async def save(connection: AsyncConnection, story_id: int, old: Story | None, new: Story) -> None:
    """Replace the story's timers by those that its new state asks for."""
    before, after = due(old) if old else frozenset(), due(new)
    if before == after:
        return
    if before:
        await connection.execute(delete(timers).where(timers.c.story_id == story_id))
    rows = [
        {"story_id": story_id, "kind": one.kind, "subject": one.subject, "due_at": one.at}
        for one in sorted(after, key=lambda one: one.at)
    ]
    if rows:
        await connection.execute(insert(timers), rows)


async def next_at(connection: AsyncConnection) -> datetime | None:
    """Return when the next timer that nobody has claimed comes due."""
    found: datetime | None = await connection.scalar(
        select(func.min(timers.c.due_at)).where(timers.c.claimed_at.is_(None))
    )
    return found


async def claim(connection: AsyncConnection, now: datetime, limit: int) -> list[Timer]:
    """Claim up to ``limit`` timers that are due, the longest due first."""
    found = await connection.execute(
        select(timers.c.id, timers.c.story_id, timers.c.kind, timers.c.subject)
        .where(timers.c.claimed_at.is_(None), timers.c.due_at <= now)
        .order_by(timers.c.due_at, timers.c.id)
        .limit(limit)
    )
    claimed = [Timer(row.id, row.story_id, DueKind(row.kind), row.subject) for row in found.all()]
    await connection.execute(
        update(timers).where(timers.c.id.in_([one.id for one in claimed])).values(claimed_at=now)
    )
    return claimed


async def unclaim(connection: AsyncConnection, timer_id: int | None = None) -> None:
    """Give back the claim on one timer, or on all: those of a process that died."""
    statement = update(timers).values(claimed_at=None)
    await connection.execute(statement if timer_id is None else statement.where(timers.c.id == timer_id))


async def is_there(connection: AsyncConnection, timer_id: int) -> bool:
    """Tell whether the timer is still there: what it was for may have been done otherwise."""
    return await connection.scalar(select(timers.c.id).where(timers.c.id == timer_id)) is not None


async def remove(connection: AsyncConnection, timer_id: int) -> None:
    """Delete a timer that was handled."""
    await connection.execute(delete(timers).where(timers.c.id == timer_id))
