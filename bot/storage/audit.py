"""The record of who did what, when and why. Nothing in it is ever changed, which triggers hold.

People are keys in it (``pseudonyms``): cut from its owner, a key keeps the act and names nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import audit, pseudonyms, stories

PURGE = "audit-purge"
FORGET = "privacy-forget"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. ``actor_id`` and ``subject_id`` are None where nobody, or nobody known any more, stands there.

    ``by_itself`` says that Quire did it. ``story_number`` is the number by which members know the story.
    """

    id: int
    action: str
    actor_id: int | None
    subject_id: int | None
    by_itself: bool
    story_number: int | None
    channel_id: int | None
    detail: dict[str, Any]
    at: datetime


async def note(
    connection: AsyncConnection,
    guild_id: int,
    actor_id: int,
    action: str,
    now: datetime,
    *,
    story_id: int | None = None,
    member: int | None = None,
    **detail: object,
) -> None:
    """Add an entry, in the transaction of the act. ``actor_id`` 0 is Quire; ``member`` whom it is about."""
    people = [user_id for user_id in (actor_id, member) if user_id]
    if people:
        keys = upsert(pseudonyms).values([{"guild_id": guild_id, "user_id": user_id} for user_id in people])
        await connection.execute(keys.on_conflict_do_nothing())
    await connection.execute(
        insert(audit).values(
            guild_id=guild_id,
            actor_id=_key(guild_id, actor_id),
            subject_id=_key(guild_id, member or 0),
            action=action,
            story_id=story_id,
            detail=detail,
            created_at=now,
        )
    )


def _key(guild_id: int, user_id: int) -> Any:
    if not user_id:
        return None
    owner = pseudonyms.c.guild_id == guild_id, pseudonyms.c.user_id == user_id
    return select(pseudonyms.c.id).where(*owner).scalar_subquery()


async def entries(
    connection: AsyncConnection,
    guild_id: int,
    actions: Collection[str],
    *,
    member_id: int | None = None,
    since: datetime | None = None,
    limit: int,
    offset: int,
) -> list[Entry]:
    """Return entries of these actions, the newest first; with ``member_id`` those by or about that member."""
    actor, subject = pseudonyms.alias("actor"), pseudonyms.alias("subject")
    found = await connection.execute(
        _wanted(
            select(
                audit,
                actor.c.user_id.label("actor"),
                subject.c.user_id.label("subject"),
                stories.c.number,
                stories.c.channel_id,
            )
            .outerjoin(actor, actor.c.id == audit.c.actor_id)
            .outerjoin(subject, subject.c.id == audit.c.subject_id)
            .outerjoin(stories, stories.c.id == audit.c.story_id),
            guild_id,
            actions,
            member_id,
            since,
        )
        .order_by(audit.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        Entry(
            row.id,
            row.action,
            row.actor,
            row.subject,
            row.actor_id is None,
            row.number,
            row.channel_id,
            row.detail,
            row.created_at,
        )
        for row in found.all()
    ]


async def count(
    connection: AsyncConnection,
    guild_id: int,
    actions: Collection[str],
    *,
    member_id: int | None = None,
    since: datetime | None = None,
) -> int:
    """Return how many such entries there are."""
    wanted = _wanted(select(func.count()).select_from(audit), guild_id, actions, member_id, since)
    return await connection.scalar(wanted) or 0


def _wanted(
    query: Select[Any],
    guild_id: int,
    actions: Collection[str],
    member_id: int | None,
    since: datetime | None,
) -> Select[Any]:
    found: list[ColumnElement[bool]] = [audit.c.guild_id == guild_id, audit.c.action.in_(actions)]
    if since is not None:
        found.append(audit.c.created_at >= since)
    if member_id is not None:
        key = _key(guild_id, member_id)
        found.append(or_(audit.c.actor_id == key, audit.c.subject_id == key))
    return query.where(*found)


async def forget(connection: AsyncConnection, user_id: int) -> None:
    """Cut a person's keys from them: what they did stays, and nothing tells any more that it was they."""
    await connection.execute(pseudonyms.update().where(pseudonyms.c.user_id == user_id).values(user_id=None))


async def purge(connection: AsyncConnection, guild_id: int, before: datetime, now: datetime) -> int:
    """Remove what is older than ``before``, and leave an entry that says so; return how many entries went."""
    old = audit.c.guild_id == guild_id, audit.c.created_at < before
    gone = await connection.scalar(select(func.count()).select_from(audit).where(*old)) or 0
    if gone:
        told = f"{before.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
        await note(connection, guild_id, 0, PURGE, now, before=told, entries=gone)
        await connection.execute(delete(audit).where(*old))
    return gone
