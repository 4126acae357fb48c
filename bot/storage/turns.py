"""Turns: one row each, the open one with its clock."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story import Turn, TurnOutcome
from bot.domain.turn_clock import TurnClock
from bot.storage.schema import turns

open_turn = select(turns).where(turns.c.outcome.is_(None)).subquery("open_turn")
"""The open turns, at most one a story, to be joined to it."""

OPEN_ONE = [column.label(f"turn_{column.key}") for column in open_turn.c if column.key != "story_id"]
"""The columns of it that ``open_one`` takes; ``turn_pings`` is ``StoryRecord.pings``."""


async def add_written(
    connection: AsyncConnection, story_id: int, numbers: Sequence[int], member_id: int, now: datetime
) -> None:
    """Store turns in which something was written that were over as soon as they began, as an opening's is."""
    rows = [
        {
            "story_id": story_id,
            "number": number,
            "member_id": member_id,
            "started_at": now,
            "ended_at": now,
            "outcome": TurnOutcome.WRITTEN,
        }
        for number in numbers
    ]
    if rows:
        await connection.execute(insert(turns), rows)


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
                hold_ends=None,
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


def open_one(row: Row[Any]) -> Turn | None:
    """Return the open turn of a row with the columns ``OPEN_ONE``."""
    if row.turn_number is None:
        return None
    clock = TurnClock(
        allowance=row.turn_allowance,
        left=row.turn_time_left,
        due_at=row.turn_due_at,
        remind_at=row.turn_remind_at,
        started_at=row.turn_clock_started_at,
        reminded=row.turn_reminded,
        hold_left=row.turn_hold_left,
        hold_ends=row.turn_hold_ends,
    )
    return Turn(row.turn_number, row.turn_member_id, row.turn_started_at, clock, row.turn_after_lapse)


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
        "hold_left": clock.hold_left,
        "hold_ends": clock.hold_ends,
        "after_lapse": turn.after_lapse,
    }
