"""Texts that wait for a moderator, or did."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, bindparam, insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.held import UNASKED, HeldState, closed
from bot.domain.limits.judge import Match
from bot.domain.limits.policy import Action
from bot.domain.limits.sameness import digest
from bot.domain.story import Story, TurnOutcome
from bot.storage.schema import held_texts, stories

# Written out, since the index of those that wait is used for no value that is handed in.
_WAITS = held_texts.c.state == literal_column("'waiting'")
# Asked at every change of a story: built once.
_WAITING_IN = select(held_texts.c.id, held_texts.c.member_id, held_texts.c.turn).where(
    held_texts.c.story_id == bindparam("story"), _WAITS
)


@dataclass(frozen=True, slots=True)
class HeldText:
    """One version of a draft. ``appeal``: its writer asks to look at what a list blocks. ``turn`` is the turn
    for which it was written; ``matches`` are what was found in it."""

    id: int
    guild_id: int
    story_id: int
    member_id: int
    turn: int
    draft_id: int
    text: str
    candidate_id: int | None
    appeal: bool
    matches: tuple[Match, ...]
    state: HeldState
    note: str
    created_at: datetime


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    story_id: int,
    member_id: int,
    turn: int,
    draft_id: int,
    text: str,
    candidate_id: int | None,
    appeal: bool,
    matches: Sequence[Match],
    now: datetime,
) -> int:
    """Store a text that waits from now on, in place of the one of this member's that waited in the story."""
    await withdraw(connection, story_id, member_id, now)
    statement = insert(held_texts).values(
        guild_id=guild_id,
        story_id=story_id,
        member_id=member_id,
        turn=turn,
        draft_id=draft_id,
        text=text,
        digest=digest(text),
        candidate_id=candidate_id,
        appeal=appeal,
        matches=json.dumps([[one.start, one.end, one.rule, one.action.value] for one in matches]),
        state=HeldState.WAITING,
        created_at=now,
    )
    held_id: int = (await connection.scalars(statement.returning(held_texts.c.id))).one()
    return held_id


async def by_id(connection: AsyncConnection, held_id: int, guild_id: int) -> HeldText | None:
    """Return one of this server's texts, decided or not."""
    query = _texts().where(held_texts.c.id == held_id, held_texts.c.guild_id == guild_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _held(row)


async def of_draft(connection: AsyncConnection, draft_id: int) -> HeldText | None:
    """Return what was last held of a version of a draft."""
    query = _texts().where(held_texts.c.draft_id == draft_id).order_by(held_texts.c.id.desc()).limit(1)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _held(row)


async def was_rejected(connection: AsyncConnection, story_id: int, member_id: int, text: str) -> bool:
    """Tell whether a moderator has rejected that text of a member's for a story (``digest``)."""
    query = select(held_texts.c.id).where(
        held_texts.c.story_id == story_id,
        held_texts.c.member_id == member_id,
        held_texts.c.state == HeldState.REJECTED,
        held_texts.c.digest == digest(text),
    )
    return await connection.scalar(query.limit(1)) is not None


async def waiting(connection: AsyncConnection, guild_id: int) -> list[tuple[HeldText, int]]:
    """Return the texts of a server that wait, each with its story's channel."""
    query = (
        select(held_texts, stories.c.channel_id)
        .join(stories, stories.c.id == held_texts.c.story_id)
        .where(held_texts.c.guild_id == guild_id, held_texts.c.state == HeldState.WAITING)
    )
    return [(_held(row), row.channel_id) for row in (await connection.execute(query)).all()]


async def decide(
    connection: AsyncConnection, held_id: int, state: HeldState, by: int, now: datetime, note: str
) -> None:
    """Store what was decided; the text itself is in the story, or with its writer."""
    await connection.execute(
        update(held_texts)
        .where(held_texts.c.id == held_id)
        .values(state=state, decided_by=by, decided_at=now, note=note, text="")
    )


async def withdraw(connection: AsyncConnection, story_id: int, member_id: int, now: datetime) -> None:
    """Let what waits of a member in a story wait no longer."""
    await connection.execute(
        update(held_texts)
        .where(
            held_texts.c.story_id == story_id,
            held_texts.c.member_id == member_id,
            _WAITS,
        )
        .values(state=HeldState.WITHDRAWN, decided_at=now, text="")
    )


async def close(
    connection: AsyncConnection, story_id: int, story: Story, outcome: TurnOutcome, now: datetime
) -> None:
    """Let wait no longer what cannot, in a story that has just become ``story`` (``domain.held.closed``)."""
    for row in (await connection.execute(_WAITING_IN, {"story": story_id})).all():
        if (state := closed(story, row.member_id, row.turn, outcome)) is not None:
            values = {"state": state, "decided_at": now, "text": "", "owed": state in UNASKED}
            await connection.execute(update(held_texts).where(held_texts.c.id == row.id).values(**values))


async def owed(connection: AsyncConnection, story_id: int) -> list[HeldText]:
    """Return the texts of a story that wait no longer and whose writers have yet to be told so."""
    query = _texts().where(held_texts.c.story_id == story_id, held_texts.c.owed).order_by(held_texts.c.id)
    return [_held(row) for row in (await connection.execute(query)).all()]


async def set_owed(connection: AsyncConnection, ids: Sequence[int], *, owed: bool) -> None:
    """Note whether the writers of those texts have yet to be told."""
    if ids:
        await connection.execute(update(held_texts).where(held_texts.c.id.in_(ids)).values(owed=owed))


def _texts() -> Select[tuple[object, ...]]:
    return select(held_texts)


def _held(row: Row[tuple[object, ...]]) -> HeldText:
    told = row._mapping
    matches = [
        Match(start, end, rule, Action(action)) for start, end, rule, action in json.loads(told["matches"])
    ]
    columns = {key: told[key] for key in HeldText.__slots__ if key not in ("matches", "state")}
    return HeldText(**columns, matches=tuple(matches), state=HeldState(told["state"]))
