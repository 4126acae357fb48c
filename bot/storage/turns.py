"""Turns: one row each, the open one with its clock."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story import Turn, TurnOutcome
from bot.domain.turn_clock import TurnClock
from bot.storage.schema import turns


async def add_opening(connection: AsyncConnection, story_id: int, member_id: int, now: datetime) -> None:
    """Store the turn in which the story's opening was written: it is over as soon as it begins."""
    await connection.execute(
        insert(turns).values(
            story_id=story_id,
            number=1,
            member_id=member_id,
            started_at=now,
            ended_at=now,
            outcome=TurnOutcome.WRITTEN,
        )
    )


async def save(
    connection: AsyncConnection,
    story_id: int,
    old: Turn | None,
    new: Turn | None,
    outcome: TurnOutcome,
    now: datetime,
) -> None:
    """End the old turn with ``outcome``, open the new one; or note what changed in the one that goes on."""
    if old == new:
        return
    if old is not None and (new is None or new.number != old.number):
        await connection.execute(
            update(turns)
            .where(turns.c.story_id == story_id, turns.c.number == old.number)
            .values(
                ended_at=now,
                outcome=outcome,
                due_at=None,
                remind_at=None,
                clock_started_at=None,
            )
        )
        old = None
    if new is None:
        return
    if old is None:
        await connection.execute(
            insert(turns).values(story_id=story_id, number=new.number, started_at=new.started_at, **_row(new))
        )
    else:
        await connection.execute(
            update(turns)
            .where(turns.c.story_id == story_id, turns.c.number == new.number)
            .values(**_row(new))
        )


async def open_one(connection: AsyncConnection, story_id: int) -> tuple[Turn | None, int]:
    """Return the story's open turn, and what its writer was told (``StoryRecord.pings``)."""
    row = (
        await connection.execute(select(turns).where(turns.c.story_id == story_id, turns.c.outcome.is_(None)))
    ).one_or_none()
    if row is None:
        return None, 0
    clock = TurnClock(
        allowance=row.allowance,
        left=row.time_left,
        due_at=row.due_at,
        remind_at=row.remind_at,
        started_at=row.clock_started_at,
        reminded=row.reminded,
    )
    return Turn(row.number, row.member_id, row.started_at, clock, row.after_lapse), row.pings


async def set_pings(connection: AsyncConnection, story_id: int, number: int, pings: int) -> None:
    """Note what the writer of that turn was told."""
    await connection.execute(
        update(turns).where(turns.c.story_id == story_id, turns.c.number == number).values(pings=pings)
    )


async def outcomes(connection: AsyncConnection, story_id: int) -> list[TurnOutcome]:
    """Return how the story's turns ended, in order."""
    found = await connection.scalars(
        select(turns.c.outcome)
        .where(turns.c.story_id == story_id, turns.c.outcome.is_not(None))
        .order_by(turns.c.number)
    )
    return [TurnOutcome(outcome) for outcome in found.all()]


async def held_by(connection: AsyncConnection, member_id: int) -> list[int]:
    """Return the ids of the stories, on any server, in which the member has the turn."""
    found = await connection.scalars(
        select(turns.c.story_id).where(turns.c.member_id == member_id, turns.c.outcome.is_(None))
    )
    return list(found.all())


def _row(turn: Turn) -> dict[str, object]:
    clock = turn.clock
    return {
        "member_id": turn.member_id,
        "allowance": clock.allowance,
        "time_left": clock.left,
        "clock_started_at": clock.started_at,
        "due_at": clock.due_at,
        "remind_at": clock.remind_at,
        "reminded": clock.reminded,
        "after_lapse": turn.after_lapse,
    }
