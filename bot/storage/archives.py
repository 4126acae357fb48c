"""One story as rows, to be taken home and put back: everything of it but drafts, proposals and messages."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import DatabaseError
from bot.storage import search, timers
from bot.storage.schema import (
    Duration,
    UtcDateTime,
    characters,
    guilds,
    invites,
    members,
    passage_versions,
    passages,
    receipts,
    stories,
    turns,
    writers,
)
from bot.storage.stories import by_number

Rows = dict[str, list[dict[str, Any]]]
"""Rows by table, each a mapping of JSON's own kinds of values; instants are ISO texts in UTC."""

_ELSEWHERE = {"thread_id", "board_id", "board_version", "board_turn", "prompt_id"}  # of another Discord


async def rows_of(connection: AsyncConnection, story_id: int) -> Rows:
    """Return the rows of a story."""
    own = select(passages.c.id).where(passages.c.story_id == story_id)
    used = select(passages.c.receipt_id).where(passages.c.story_id == story_id)
    crew = select(writers.c.member_id).where(writers.c.story_id == story_id)
    of_it: dict[Table, ColumnElement[bool]] = {
        stories: stories.c.id == story_id,
        writers: writers.c.story_id == story_id,
        invites: invites.c.story_id == story_id,
        characters: characters.c.story_id == story_id,
        turns: turns.c.story_id == story_id,
        receipts: receipts.c.id.in_(used),
        passages: passages.c.story_id == story_id,
        passage_versions: passage_versions.c.passage_id.in_(own),
        members: members.c.user_id.in_(crew)
        & (
            members.c.guild_id == select(stories.c.guild_id).where(stories.c.id == story_id).scalar_subquery()
        ),
    }
    return {table.name: await _rows(connection, table, condition) for table, condition in of_it.items()}


async def restore(connection: AsyncConnection, rows: Rows, now: datetime) -> tuple[int, int]:
    """Store a story from its rows; return its server and its number there.

    It keeps its number if the server has no story of that number, else it gets the next one. It has no
    thread yet, and its clock runs from where it stood.

    Raises:
        DatabaseError: the rows are not those of a story, or contradict each other.
    """
    try:
        return await _restored(connection, rows, now)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, DBAPIError) as error:
        raise DatabaseError("That file contradicts itself; nothing of it was stored.") from error


async def _restored(connection: AsyncConnection, rows: Rows, now: datetime) -> tuple[int, int]:
    story = dict(rows["stories"][0])
    guild_id = int(story["guild_id"])
    await connection.execute(upsert(guilds).values(id=guild_id, created_at=now).on_conflict_do_nothing())
    for row in rows["members"]:
        await connection.execute(upsert(members).values(_values(members, row)).on_conflict_do_nothing())
    if await by_number(connection, int(story["number"]), guild_id) is not None:
        highest = select(func.max(stories.c.number)).where(stories.c.guild_id == guild_id)
        story["number"] = (await connection.scalar(highest)) + 1
    fresh = {name: value for name, value in story.items() if name not in _ELSEWHERE}
    story_id = await _insert(connection, stories, fresh)
    made = {row["id"]: await _insert(connection, receipts, row) for row in rows["receipts"]}
    for table in (writers, invites, characters, turns):
        for row in rows[table.name]:
            await connection.execute(insert(table).values(_values(table, {**row, "story_id": story_id})))
    for row in rows["passages"]:
        known = {
            **row,
            "story_id": story_id,
            "receipt_id": made.get(row["receipt_id"]),
            "shown_version": 0,
        }
        passage_id = await _insert(connection, passages, known)
        if row["position"] is not None:
            await search.add(connection, guild_id, passage_id, row["text"])
        for version in rows["passage_versions"]:
            if version["passage_id"] == row["id"]:
                values = _values(passage_versions, {**version, "passage_id": passage_id})
                await connection.execute(insert(passage_versions).values(values))
    record = await by_number(connection, int(story["number"]), guild_id)
    assert record is not None  # it was just stored
    await timers.save(connection, story_id, None, record.story)
    return guild_id, record.number


async def _rows(
    connection: AsyncConnection, table: Table, condition: ColumnElement[bool]
) -> list[dict[str, Any]]:
    found = await connection.execute(select(table).where(condition).order_by(*table.primary_key))
    plain = {c.name for c in table.c if not isinstance(c.type, UtcDateTime)}
    rows = []
    for row in found.mappings().all():
        values = {}
        for name, value in row.items():
            if value is not None and name not in plain:
                value = value.isoformat()
            elif hasattr(value, "total_seconds"):
                value = value.total_seconds()
            values[str(name)] = value
        rows.append(values)
    return rows


async def _insert(connection: AsyncConnection, table: Table, row: Mapping[str, Any]) -> int:
    values = {name: value for name, value in _values(table, row).items() if name != "id"}
    found: int = (await connection.scalars(insert(table).values(values).returning(table.c.id))).one()
    return found


def _values(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row's values as the table's columns take them; what it does not know is left out."""
    values = {}
    for column in table.c:
        if column.name not in row:
            continue
        value = row[column.name]
        if value is not None and isinstance(column.type, UtcDateTime):
            value = datetime.fromisoformat(value)
        elif value is not None and isinstance(column.type, Duration):
            value = timedelta(seconds=value)
        values[column.name] = value
    return values
