"""What people set for themselves: time zone, quiet hours, pings."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.quiet import Quiet
from bot.storage.schema import preferences
from bot.storage.writers import quiet_of


class Pings(StrEnum):
    """Where somebody is told that it is their turn."""

    THREAD = "thread"
    DM = "dm"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Preferences:
    """One person's settings. ``timezone`` is a name of the IANA database."""

    timezone: str = "UTC"
    quiet: Quiet | None = None
    pings: Pings = Pings.THREAD


async def of(connection: AsyncConnection, user_id: int) -> Preferences:
    """Return a person's settings; the defaults where they set nothing."""
    found = await connection.execute(select(preferences).where(preferences.c.user_id == user_id))
    row = found.one_or_none()
    if row is None:
        return Preferences()
    quiet = quiet_of(row.timezone, row.quiet_begin, row.quiet_end)
    return Preferences(row.timezone, quiet, Pings(row.pings))


async def may_train(connection: AsyncConnection, user_id: int) -> bool:
    """Tell whether a person agrees that models learn from their words: no, where they never said so."""
    found = await connection.scalar(select(preferences.c.training).where(preferences.c.user_id == user_id))
    return bool(found)


async def set_training(connection: AsyncConnection, user_id: int, *, agreed: bool) -> None:
    """Store whether a person agrees that models learn from their words."""
    statement = upsert(preferences).values(user_id=user_id, training=agreed)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["user_id"], set_={"training": agreed})
    )


async def save(connection: AsyncConnection, user_id: int, wanted: Preferences) -> None:
    """Store a person's settings."""
    quiet = wanted.quiet
    row = {
        "timezone": wanted.timezone,
        "quiet_begin": quiet.begin.isoformat("minutes") if quiet else None,
        "quiet_end": quiet.end.isoformat("minutes") if quiet else None,
        "pings": wanted.pings,
    }
    statement = upsert(preferences).values(user_id=user_id, **row)
    await connection.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=row))
