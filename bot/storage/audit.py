"""The record of who did what, when and why. Nothing in it is ever changed, which triggers hold.

People are keys in it (``pseudonyms``): cut from its owner, a key keeps the act and names nobody.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import audit, audit_words, passages, pseudonyms, stories

PURGE = "audit-purge"
FORGET = "privacy-forget"
HIDE = "report-hidden"
ON_REPORTS = frozenset({"report-kept", "report-redacted", HIDE})
"""What becomes of reported passages; whoever wrote one never learns that it was reported."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. ``actor_id`` and ``subject_id`` are None where nobody, or nobody known any more, stands there.

    ``by_itself`` says that Quire did it. ``story_number`` is the number by which members know the story.
    ``words`` are what was said in it, as far as nobody of it was forgotten.
    """

    id: int
    action: str
    actor_id: int | None
    subject_id: int | None
    by_itself: bool
    story_number: int | None
    channel_id: int | None
    detail: dict[str, Any]
    words: dict[str, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in an act: ``by`` whom, ``of`` whom or of whose words, and the words by what they are."""

    by: int
    of: int | None
    words: Mapping[str, str]


async def note(
    connection: AsyncConnection,
    guild_id: int,
    actor_id: int,
    action: str,
    now: datetime,
    *,
    story_id: int | None = None,
    member: int | None = None,
    said: Said | None = None,
    **detail: object,
) -> None:
    """Add an entry, in the transaction of the act. ``actor_id`` 0 is Quire; ``member`` whom it is about.
    What members ``said`` is forgotten with them; ``detail`` stays as long as the entry."""
    people = [user_id for user_id in (actor_id, member) if user_id]
    if people:
        keys = upsert(pseudonyms).values([{"guild_id": guild_id, "user_id": user_id} for user_id in people])
        await connection.execute(keys.on_conflict_do_nothing())
    entry = insert(audit).values(
        guild_id=guild_id,
        actor_id=_key(guild_id, actor_id),
        subject_id=_key(guild_id, member or 0),
        action=action,
        story_id=story_id,
        detail=detail,
        created_at=now,
    )
    entry_id = (await connection.scalars(entry.returning(audit.c.id))).one()
    if said is not None and said.words:
        row = {"entry_id": entry_id, "said_by": said.by, "said_of": said.of, "words": dict(said.words)}
        await connection.execute(insert(audit_words).values(row))


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
    reader_id: int = 0,
    limit: int,
    offset: int,
) -> list[Entry]:
    """Return entries of these actions, the newest first; with ``member_id`` those by or about that member.
    What became of reports on passages of the reader's own is left out."""
    actor, subject = pseudonyms.alias("actor"), pseudonyms.alias("subject")
    found = await connection.execute(
        _wanted(
            select(
                audit,
                actor.c.user_id.label("actor"),
                subject.c.user_id.label("subject"),
                stories.c.number,
                stories.c.channel_id,
                audit_words.c.words,
            )
            .outerjoin(actor, actor.c.id == audit.c.actor_id)
            .outerjoin(subject, subject.c.id == audit.c.subject_id)
            .outerjoin(stories, stories.c.id == audit.c.story_id)
            .outerjoin(audit_words, audit_words.c.entry_id == audit.c.id),
            guild_id,
            actions,
            member_id,
            since,
            reader_id,
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
            row.words or {},
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
    reader_id: int = 0,
) -> int:
    """Return how many such entries there are."""
    wanted = _wanted(select(func.count()).select_from(audit), guild_id, actions, member_id, since, reader_id)
    return await connection.scalar(wanted) or 0


def _wanted(
    query: Select[Any],
    guild_id: int,
    actions: Collection[str],
    member_id: int | None,
    since: datetime | None,
    reader_id: int,
) -> Select[Any]:
    own = select(passages.c.id).where(
        or_(passages.c.member_id == reader_id, passages.c.accepted_by == reader_id)
    )
    unknown = audit.c.action.in_(ON_REPORTS) & audit.c.detail["passage"].as_integer().in_(own)
    found: list[ColumnElement[bool]] = [audit.c.guild_id == guild_id, audit.c.action.in_(actions), ~unknown]
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
        said = audit_words.c.entry_id.in_(select(audit.c.id).where(*old))
        await connection.execute(delete(audit_words).where(said))
        await connection.execute(delete(audit).where(*old))
    return gone
