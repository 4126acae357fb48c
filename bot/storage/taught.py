"""Words that members taught their server, and what moderators decided on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import taught_words

WAITING, APPROVED, REJECTED, RETURNED = "waiting", "approved", "rejected", "returned"
REPLACED = "replaced"
"""A later entry took its place: its proposer changed their mind, or the server learnt another count."""


@dataclass(frozen=True, slots=True)
class TaughtRecord:
    """A proposed entry. ``word`` is folded, as it is looked up; ``shown`` is as it was typed."""

    id: int
    guild_id: int
    member_id: int
    word: str
    shown: str
    counts: tuple[int, ...]
    state: str
    created_at: datetime
    note: str = ""


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_id: int,
    word: str,
    shown: str,
    counts: Sequence[int],
    now: datetime,
) -> TaughtRecord:
    """Store an entry that waits for a moderator."""
    values = {"guild_id": guild_id, "member_id": member_id, "word": word, "shown": shown, "created_at": now}
    statement = insert(taught_words).values(counts=" ".join(map(str, counts)), state=WAITING, **values)
    row = (await connection.execute(statement.returning(taught_words))).one()
    return _record(row._mapping)


async def by_id(connection: AsyncConnection, entry_id: int, guild_id: int) -> TaughtRecord | None:
    """Return the entry, if it is this server's."""
    found = await _all(connection, taught_words.c.id == entry_id, taught_words.c.guild_id == guild_id)
    return found[0] if found else None


async def of_word(connection: AsyncConnection, guild_id: int, word: str) -> list[TaughtRecord]:
    """Return a word's entries that wait or are approved, oldest first."""
    return await _all(
        connection,
        taught_words.c.guild_id == guild_id,
        taught_words.c.state.in_((WAITING, APPROVED)),
        taught_words.c.word == word,
    )


async def waiting(connection: AsyncConnection, guild_id: int) -> list[TaughtRecord]:
    """Return the entries that wait for a moderator, oldest first."""
    return await _all(connection, taught_words.c.guild_id == guild_id, taught_words.c.state == WAITING)


async def count(connection: AsyncConnection, guild_id: int, state: str, member_id: int | None = None) -> int:
    """Return how many of the server's entries are in a state, of one member or of all."""
    query = select(func.count()).where(taught_words.c.guild_id == guild_id, taught_words.c.state == state)
    if member_id is not None:
        query = query.where(taught_words.c.member_id == member_id)
    return await connection.scalar(query) or 0


async def words(connection: AsyncConnection, guild_id: int) -> dict[str, tuple[int, ...]]:
    """Return the server's approved words with the syllables that each may have."""
    found = await connection.execute(
        select(taught_words.c.word, taught_words.c.counts).where(
            taught_words.c.guild_id == guild_id, taught_words.c.state == APPROVED
        )
    )
    return {row.word: _counts(row.counts) for row in found.all()}


async def replace(connection: AsyncConnection, entry_id: int) -> None:
    """Note that a later entry took this one's place."""
    await connection.execute(update(taught_words).where(taught_words.c.id == entry_id).values(state=REPLACED))


async def decide(
    connection: AsyncConnection, entry: TaughtRecord, state: str, by: int, now: datetime, note: str = ""
) -> None:
    """Note what a moderator decided; an approved entry takes the place of the word's one before."""
    if state == APPROVED:
        for before in await of_word(connection, entry.guild_id, entry.word):
            if before.state == APPROVED:
                await replace(connection, before.id)
    await connection.execute(
        update(taught_words)
        .where(taught_words.c.id == entry.id)
        .values(state=state, decided_by=by, decided_at=now, note=note)
    )


async def _all(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> list[TaughtRecord]:
    found = await connection.execute(select(taught_words).where(*conditions).order_by(taught_words.c.id))
    return [_record(row._mapping) for row in found.all()]


def _record(row: Any) -> TaughtRecord:
    values = {name: row[name] for name in TaughtRecord.__slots__}
    return TaughtRecord(**values | {"counts": _counts(row["counts"])})


def _counts(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))
