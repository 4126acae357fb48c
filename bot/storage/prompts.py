"""Story prompts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import prompts

WAITING, APPROVED, RETURNED, REJECTED = "waiting", "approved", "returned", "rejected"
DROPPED = "dropped"  # its author let it go, or handed in another in its place
BACK = (RETURNED, REJECTED)
"""Of what its author has again, to change it or let it go."""
NOBODY = 0
"""The author of prompts out of Quire's own bank; Discord gives that id to nobody."""


@dataclass(frozen=True, slots=True)
class PromptRecord:
    """A prompt. ``genre`` and ``about`` are what was asked for; ``receipt_id`` is None for a person's.

    ``state`` tells of one that a member handed in what moderators decided, None for the muse's; ``note`` is
    theirs, with one that was returned.
    """

    id: int
    guild_id: int
    member_id: int
    text: str
    genre: str
    about: str
    kept: bool
    receipt_id: int | None
    state: str | None = None
    note: str = ""

    def open_to(self, member_id: int) -> bool:
        """Tell whether the member may see it: it is theirs, was kept for all, or is Quire's own."""
        return self.kept or self.member_id in (member_id, NOBODY)


async def add(
    connection: AsyncConnection,
    *,
    guild_id: int,
    member_id: int,
    text: str,
    genre: str,
    about: str,
    receipt_id: int | None,
    now: datetime,
    state: str | None = None,
) -> PromptRecord:
    """Store a prompt; only one that is approved is kept for all at once."""
    statement = insert(prompts).values(
        guild_id=guild_id,
        member_id=member_id,
        text=text,
        genre=genre,
        about=about,
        kept=state == APPROVED,
        receipt_id=receipt_id,
        state=state,
        created_at=now,
    )
    prompt_id = (await connection.scalars(statement.returning(prompts.c.id))).one()
    stored = await by_id(connection, prompt_id, guild_id)
    assert stored is not None  # it was just stored
    return stored


async def by_id(connection: AsyncConnection, prompt_id: int, guild_id: int) -> PromptRecord | None:
    """Return the prompt, if it is this server's."""
    found = await connection.execute(
        select(prompts).where(prompts.c.id == prompt_id, prompts.c.guild_id == guild_id)
    )
    row = found.one_or_none()
    return None if row is None else _record(row._mapping)


async def by_receipt(connection: AsyncConnection, receipt_id: int) -> PromptRecord | None:
    """Return the prompt that a receipt is of, or None."""
    row = (await connection.execute(select(prompts).where(prompts.c.receipt_id == receipt_id))).one_or_none()
    return None if row is None else _record(row._mapping)


async def keep(connection: AsyncConnection, prompt_id: int) -> None:
    """Mark the prompt as kept."""
    await connection.execute(update(prompts).where(prompts.c.id == prompt_id).values(kept=True))


async def waiting(connection: AsyncConnection, guild_id: int) -> list[PromptRecord]:
    """Return the prompts that wait for a moderator, oldest first."""
    found = await connection.execute(
        select(prompts)
        .where(prompts.c.guild_id == guild_id, prompts.c.state == WAITING)
        .order_by(prompts.c.id)
    )
    return [_record(row._mapping) for row in found.all()]


async def waiting_since(connection: AsyncConnection, guild_id: int) -> list[tuple[int, datetime]]:
    """Return the ids of the prompts that wait for a moderator, and since when each does."""
    found = await connection.execute(
        select(prompts.c.id, prompts.c.created_at).where(
            prompts.c.guild_id == guild_id, prompts.c.state == WAITING
        )
    )
    return [(row.id, row.created_at) for row in found.all()]


async def count_waiting(connection: AsyncConnection, guild_id: int, member_id: int) -> int:
    """Return how many of a member's prompts wait for a moderator."""
    query = select(func.count()).where(
        prompts.c.guild_id == guild_id, prompts.c.member_id == member_id, prompts.c.state == WAITING
    )
    return await connection.scalar(query) or 0


async def decide(
    connection: AsyncConnection, prompt_id: int, state: str, by: int, now: datetime, note: str
) -> None:
    """Note what a moderator decided; an approved prompt is kept for all."""
    await connection.execute(
        update(prompts)
        .where(prompts.c.id == prompt_id)
        .values(state=state, kept=state == APPROVED, decided_by=by, decided_at=now, note=note)
    )


async def back(connection: AsyncConnection, guild_id: int, member_id: int) -> list[PromptRecord]:
    """Return what a member handed in and has again, the oldest first."""
    found = await connection.execute(
        select(prompts)
        .where(prompts.c.guild_id == guild_id, prompts.c.member_id == member_id, prompts.c.state.in_(BACK))
        .order_by(prompts.c.id)
    )
    return [_record(row._mapping) for row in found.all()]


async def drop(connection: AsyncConnection, prompt_id: int) -> None:
    """Empty a prompt that nothing came of. Its row stays: a moderator's button must never mean another."""
    await connection.execute(update(prompts).where(prompts.c.id == prompt_id).values(state=DROPPED, text=""))


async def kept(connection: AsyncConnection, guild_id: int) -> list[PromptRecord]:
    """Return the server's kept prompts, newest first."""
    found = await connection.execute(
        select(prompts).where(prompts.c.guild_id == guild_id, prompts.c.kept).order_by(prompts.c.id.desc())
    )
    return [_record(row._mapping) for row in found.all()]


def _record(row: object) -> PromptRecord:
    return PromptRecord(**{name: row[name] for name in PromptRecord.__slots__})  # type: ignore[index]
