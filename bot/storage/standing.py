"""What moderators decided about a member before, on one server."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.held import HeldState
from bot.storage import bans
from bot.storage.schema import held_texts, passages, reports


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of a member's held texts were ``approved``, ``returned`` and ``rejected``, how many of their
    passages were ``redacted`` after a report, and whether they may not write at present."""

    approved: int = 0
    returned: int = 0
    rejected: int = 0
    redacted: int = 0
    banned: bool = False


async def of(connection: AsyncConnection, guild_id: int, member_id: int, now: datetime) -> Standing:
    """Return how a member stands."""
    by_state = (
        select(held_texts.c.state, func.count())
        .where(held_texts.c.guild_id == guild_id, held_texts.c.member_id == member_id)
        .group_by(held_texts.c.state)
    )
    texts = {HeldState(state): count for state, count in (await connection.execute(by_state)).all()}
    taken_out = (
        select(func.count(reports.c.passage_id.distinct()))
        .join(passages, passages.c.id == reports.c.passage_id)
        .where(
            reports.c.guild_id == guild_id, reports.c.state == "redacted", passages.c.member_id == member_id
        )
    )
    return Standing(
        texts.get(HeldState.APPROVED, 0),
        texts.get(HeldState.RETURNED, 0),
        texts.get(HeldState.REJECTED, 0),
        await connection.scalar(taken_out) or 0,
        await bans.of(connection, guild_id, member_id, now) is not None,
    )
