"""Passages: those of the story, those taken back, and what each said before it was corrected."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Row, Select, case, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.passages import Origin, Passage
from bot.domain.provenance import Hand
from bot.storage import search
from bot.storage.schema import passage_messages, passage_versions, passages
from bot.storage.schema.base import UtcDateTime

# -1: messages that may be there already show the text before.
BEHIND = case((passages.c.shown_version == 0, -1), else_=passages.c.shown_version)


async def add(connection: AsyncConnection, story_id: int, guild_id: int, passage: Passage) -> None:
    """Append a passage; its position must be the next one. What was taken back can no longer be put back."""
    await connection.execute(
        update(passages)
        .where(passages.c.story_id == story_id, passages.c.undone.is_not(None))
        .values(undone=None)
    )
    statement = insert(passages).values(
        story_id=story_id,
        turn=passage.turn,
        position=passage.position,
        member_id=passage.member_id,
        accepted_by=passage.accepted_by,
        text=passage.text,
        words=passage.words,
        origin=passage.origin,
        receipt_id=passage.receipt_id,
        edited_words=passage.edited_words,
        created_at=passage.created_at,
    )
    passage_id = (await connection.scalars(statement.returning(passages.c.id))).one()
    await search.add(connection, guild_id, passage_id, passage.text)


async def of_story(connection: AsyncConnection, story_id: int) -> list[Passage]:
    """Return the story's passages, in order."""
    live = _live(story_id).order_by(passages.c.position)
    return [passage_of(row) for row in (await connection.execute(live)).all()]


async def at(connection: AsyncConnection, story_id: int, position: int) -> Passage | None:
    """Return the passage at that position."""
    return await _one(connection, _live(story_id).where(passages.c.position == position))


async def of_turn(connection: AsyncConnection, story_id: int, turn: int) -> Passage | None:
    """Return the passage that was written in that turn, if it is in the story."""
    return await _one(connection, _live(story_id).where(passages.c.turn == turn))


async def next_to_redo(connection: AsyncConnection, story_id: int) -> Passage | None:
    """Return the passage that was taken back last and can be put back; its position is 0."""
    return await _one(connection, _undone(story_id).limit(1))


async def all_to_redo(connection: AsyncConnection, story_id: int) -> list[Passage]:
    """Return the passages that can be put back, the one that was taken back last first."""
    return [passage_of(row) for row in (await connection.execute(_undone(story_id))).all()]


async def take_back(connection: AsyncConnection, story_id: int, guild_id: int, passage: Passage) -> None:
    """Take a passage out of the story, so that it can be put back."""
    highest = await connection.scalar(
        select(func.max(passages.c.undone)).where(passages.c.story_id == story_id)
    )
    await _place(connection, passage, position=None, undone=(highest or 0) + 1)
    await search.remove(connection, guild_id, passage.id, passage.text)


async def put_back(connection: AsyncConnection, guild_id: int, passage: Passage, position: int) -> None:
    """Put a passage that was taken back at that position."""
    await _place(connection, passage, position=position, undone=None)
    await search.add(connection, guild_id, passage.id, passage.text)


async def rewrite(
    connection: AsyncConnection,
    guild_id: int,
    passage: Passage,
    text: str,
    words: int,
    now: datetime,
    hand: Hand,
    *,
    redacted: bool = False,
) -> None:
    """Give a passage a new text, by that hand; the one before is kept as a version."""
    await connection.execute(
        insert(passage_versions).values(
            passage_id=passage.id,
            version=passage.version,
            text=passage.text,
            words=passage.words,
            created_at=now,
        )
    )
    await connection.execute(
        update(passages)
        .where(passages.c.id == passage.id)
        .values(
            text=text,
            words=words,
            version=passage.version + 1,
            origin=hand.origin,
            receipt_id=hand.receipt_id,
            edited_words=hand.edited_words,
            redacted=redacted,
            shown_version=BEHIND,
        )
    )
    await search.remove(connection, guild_id, passage.id, passage.text)
    await search.add(connection, guild_id, passage.id, text)


async def hide(connection: AsyncConnection, guild_id: int, passage: Passage, now: datetime) -> None:
    """Hide a passage from now on: it is loaded as if it were redacted, but keeps its text."""
    await _set_hidden(connection, passage.id, hidden=True, now=now)
    await search.remove(connection, guild_id, passage.id, passage.text)
    await search.add(connection, guild_id, passage.id, "")


async def show(connection: AsyncConnection, guild_id: int, passage: Passage, now: datetime) -> Passage:
    """Show a hidden passage again, and return it with its text."""
    await _set_hidden(connection, passage.id, hidden=False, now=now)
    shown = await _one(connection, select(passages).where(passages.c.id == passage.id))
    assert shown is not None  # it was changed a moment ago
    await search.remove(connection, guild_id, passage.id, "")
    await search.add(connection, guild_id, passage.id, shown.text)
    return shown


async def hidden_text(connection: AsyncConnection, passage_id: int) -> str:
    """Return what a passage says, hidden or not, for moderators who decide on it."""
    text: str = (await connection.scalars(select(passages.c.text).where(passages.c.id == passage_id))).one()
    return text


async def said_before(connection: AsyncConnection, passage_id: int, versions: Collection[int]) -> list[str]:
    """Return what a passage said in those versions, the oldest first, hidden or not: each text once, and but
    for what it says now. For moderators who decide on it; what was taken out of the record is left out."""
    now = await hidden_text(connection, passage_id)
    found = await connection.scalars(
        select(passage_versions.c.text)
        .where(passage_versions.c.passage_id == passage_id, passage_versions.c.version.in_(versions))
        .order_by(passage_versions.c.version)
    )
    return [text for text in dict.fromkeys(found.all()) if text and text != now]


async def located(connection: AsyncConnection, passage_id: int) -> tuple[int, Passage] | None:
    """Return a passage that is in its story, with the story's id."""
    query = select(passages).where(passages.c.id == passage_id, passages.c.position.is_not(None))
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else (row.story_id, passage_of(row))


async def of_message(connection: AsyncConnection, message_id: int) -> int | None:
    """Return the id of the passage of which a message shows a part."""
    found: int | None = await connection.scalar(
        select(passage_messages.c.passage_id).where(passage_messages.c.message_id == message_id)
    )
    return found


async def _set_hidden(connection: AsyncConnection, passage_id: int, *, hidden: bool, now: datetime) -> None:
    # A version of its own: what is on its way to the thread meanwhile does not count as the newest.
    kept = select(
        passages.c.id, passages.c.version, passages.c.text, passages.c.words, literal(now, UtcDateTime)
    )
    await connection.execute(
        insert(passage_versions).from_select(
            ["passage_id", "version", "text", "words", "created_at"], kept.where(passages.c.id == passage_id)
        )
    )
    await connection.execute(
        update(passages)
        .where(passages.c.id == passage_id)
        .values(hidden=hidden, version=passages.c.version + 1, shown_version=BEHIND)
    )


async def _place(
    connection: AsyncConnection, passage: Passage, *, position: int | None, undone: int | None
) -> None:
    await connection.execute(
        update(passages).where(passages.c.id == passage.id).values(position=position, undone=undone)
    )


def _live(story_id: int) -> Select[tuple[object, ...]]:
    return select(passages).where(passages.c.story_id == story_id, passages.c.position.is_not(None))


def _undone(story_id: int) -> Select[tuple[object, ...]]:
    taken_back = select(passages).where(passages.c.story_id == story_id, passages.c.undone.is_not(None))
    return taken_back.order_by(passages.c.undone.desc())


async def _one(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> Passage | None:
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else passage_of(row)


def passage_of(row: Row[tuple[object, ...]]) -> Passage:
    """Return the passage of a row of ``passages``. Every passage is made here: a hidden one has no text."""
    return Passage(
        id=row.id,
        position=row.position or 0,
        turn=row.turn,
        member_id=row.member_id,
        accepted_by=row.accepted_by,
        text="" if row.hidden else row.text,
        words=row.words,
        origin=Origin(row.origin),
        receipt_id=row.receipt_id,
        edited_words=row.edited_words,
        created_at=row.created_at,
        version=row.version,
        redacted=row.redacted or row.hidden,
        hidden=row.hidden,
    )


async def version_text(connection: AsyncConnection, passage_id: int, version: int) -> str | None:
    """Return what a passage said in that version; None where it was redacted or hidden since, or
    never was."""
    row = (
        await connection.execute(
            select(passages.c.text, passages.c.version, passages.c.redacted, passages.c.hidden).where(
                passages.c.id == passage_id
            )
        )
    ).one_or_none()
    if row is None or row.redacted or row.hidden:
        return None
    if row.version == version:
        return str(row.text)
    text: str | None = await connection.scalar(
        select(passage_versions.c.text).where(
            passage_versions.c.passage_id == passage_id, passage_versions.c.version == version
        )
    )
    return text
