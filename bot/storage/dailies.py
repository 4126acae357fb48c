"""Channels that get a prompt every day. A row is kept when it is turned off, for the day it has had."""

from collections.abc import Set
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.daily import Daily
from bot.storage.prompts import APPROVED, NOBODY
from bot.storage.schema import daily_prompts, prompts


@dataclass(frozen=True, slots=True)
class DailyRecord:
    """A channel's daily prompt, set by ``member_id``, every day at ``time_of_day`` (HH:MM) in ``zone``.

    ``slot_at`` is the moment of the day that was taken up last; ``prompt_id`` what is still to be posted for
    it, None if nothing is. ``told``: the setter knows that Discord refuses. ``wake_at``: when to look again,
    None while it is turned off.
    """

    channel_id: int
    guild_id: int
    member_id: int
    zone: str
    time_of_day: str
    slot_at: datetime | None = None
    prompt_id: int | None = None
    told: bool = False
    wake_at: datetime | None = None

    @property
    def daily(self) -> Daily:
        """When it is, as a rule."""
        return Daily(ZoneInfo(self.zone), time.fromisoformat(self.time_of_day))


async def of(connection: AsyncConnection, channel_id: int) -> DailyRecord | None:
    """Return the channel's daily prompt, turned on or off; None if it never had one."""
    found = await connection.execute(select(daily_prompts).where(daily_prompts.c.channel_id == channel_id))
    row = found.one_or_none()
    return None if row is None else DailyRecord(**row._mapping)


async def save(connection: AsyncConnection, record: DailyRecord) -> None:
    """Store the channel's daily prompt in place of the one it had."""
    values = asdict(record)
    statement = upsert(daily_prompts).values(values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["channel_id"], set_=values))


async def count_on(connection: AsyncConnection, guild_id: int) -> int:
    """Return how many of the server's channels have it turned on."""
    query = select(func.count()).where(
        daily_prompts.c.guild_id == guild_id, daily_prompts.c.wake_at.is_not(None)
    )
    return await connection.scalar(query) or 0


async def awake(connection: AsyncConnection, guild_ids: Set[int], now: datetime) -> list[int]:
    """Return the channels of these servers that are to be looked at, the longest due first."""
    found = await connection.scalars(
        select(daily_prompts.c.channel_id)
        .where(daily_prompts.c.guild_id.in_(guild_ids), daily_prompts.c.wake_at <= now)
        .order_by(daily_prompts.c.wake_at, daily_prompts.c.channel_id)
    )
    return list(found.all())


async def next_at(connection: AsyncConnection, guild_ids: Set[int]) -> datetime | None:
    """Return when the next channel of these servers is to be looked at."""
    found: datetime | None = await connection.scalar(
        select(func.min(daily_prompts.c.wake_at)).where(daily_prompts.c.guild_id.in_(guild_ids))
    )
    return found


async def put_off(connection: AsyncConnection, channel_id: int, until: datetime) -> None:
    """Look at the channel no earlier than ``until``, if it is turned on; nothing else of it is read."""
    await connection.execute(
        update(daily_prompts)
        .where(daily_prompts.c.channel_id == channel_id, daily_prompts.c.wake_at < until)
        .values(wake_at=until)
    )


async def turn_off(connection: AsyncConnection, record: DailyRecord) -> None:
    """Turn it off, and give back the prompt that was not posted; its day stays taken up."""
    if record.prompt_id is not None:
        await set_used(connection, record.prompt_id, None)
    await save(connection, replace(record, prompt_id=None, wake_at=None))


async def unused_prompts(connection: AsyncConnection, guild_id: int) -> list[tuple[int, str]]:
    """Return the server's prompts that no day has used, with their texts, as they come up: approved ones,
    kept ones, then those of Quire's own that were given back; of each the oldest first."""
    rank = case((prompts.c.state == APPROVED, 0), (prompts.c.kept, 1), else_=2)
    found = await connection.execute(
        select(prompts.c.id, prompts.c.text)
        .where(
            prompts.c.guild_id == guild_id,
            prompts.c.used_at.is_(None),
            or_(prompts.c.kept, prompts.c.member_id == NOBODY),
        )
        .order_by(rank, prompts.c.id)
    )
    return [(row.id, row.text) for row in found.all()]


async def own_texts(connection: AsyncConnection, guild_id: int) -> set[str]:
    """Return the texts of Quire's own prompts that the server has had."""
    found = await connection.scalars(
        select(prompts.c.text).where(prompts.c.guild_id == guild_id, prompts.c.member_id == NOBODY)
    )
    return set(found.all())


async def set_used(connection: AsyncConnection, prompt_id: int, used_at: datetime | None) -> None:
    """Note that a day uses the prompt, or, by None, that it is free for another."""
    await connection.execute(update(prompts).where(prompts.c.id == prompt_id).values(used_at=used_at))
