"""How often a server asks the muse, and what becomes of its words: counted from the record itself."""

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.passages import Origin
from bot.storage.schema import asks, passages, receipts


@dataclass(frozen=True, slots=True)
class GuildFigures:
    """A server's muse in figures.

    ``asked`` counts wishes about stories of which something was offered; ``accepted`` those of which a
    person took a text into a story. ``words`` are the words of these passages, ``kept_words`` those that
    nobody changed.
    """

    asked: int
    accepted: int
    words: int
    kept_words: int


async def of_guild(connection: AsyncConnection, guild_id: int) -> GuildFigures:
    """Count what the stories of a server hold now; what was undone or corrected away does not count."""
    offered = (
        select(func.count(func.distinct(receipts.c.ask_id)))
        .join(asks, asks.c.id == receipts.c.ask_id)
        .where(asks.c.guild_id == guild_id, asks.c.story_id.is_not(None))
    )
    # Where it is not known how much of a text was changed, nothing is counted as kept.
    unknown = case((passages.c.origin == Origin.MUSE_ACCEPTED, 0), else_=passages.c.words)
    changed = func.min(func.coalesce(passages.c.edited_words, unknown), passages.c.words)
    taken = (
        select(
            func.count(func.distinct(receipts.c.ask_id)),
            func.coalesce(func.sum(passages.c.words), 0),
            func.coalesce(func.sum(case((passages.c.words > 0, passages.c.words - changed), else_=0)), 0),
        )
        .join(receipts, receipts.c.id == passages.c.receipt_id)
        .where(
            receipts.c.guild_id == guild_id,
            receipts.c.ask_id.is_not(None),  # an opening out of /prompt idea was no wish about a story
            passages.c.position.is_not(None),
        )
    )
    accepted, words, kept = (await connection.execute(taken)).one()
    return GuildFigures(await connection.scalar(offered) or 0, accepted, words, kept)
