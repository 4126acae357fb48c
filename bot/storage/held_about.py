"""What is held about one member, for an export: their own ids, names and words, and nobody else's."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.personal import PERSONAL, Holds
from bot.storage.schema import audit, metadata, passage_versions, passages, pseudonyms

Row = dict[str, Any]


async def gather(connection: AsyncConnection, user_id: int) -> dict[str, list[Row]]:
    """Return, for each table, the rows about a person, on whichever server.

    Other people's ids and words in those rows are left out. Instants are ISO 8601 in UTC, spans are seconds.
    A row that is about the member in two ways (they wrote it and decided on it) comes once for each, and
    ``as`` names the column that says so.
    """
    found: dict[str, list[Row]] = {}
    for name, place in PERSONAL.items():
        table = metadata.tables[name.partition(".")[0]]
        if place.holds is Holds.ID and table is not pseudonyms:
            mine = table.c[place.whose]
            rows = await _rows(connection, table, mine == user_id, place.whose)
            found.setdefault(table.name, []).extend(rows)
    theirs = passage_versions.c.passage_id.in_(select(passages.c.id).where(passages.c.member_id == user_id))
    found["passage_versions"] = await _rows(connection, passage_versions, theirs, "passage_id")
    keys = select(pseudonyms.c.id).where(pseudonyms.c.user_id == user_id)
    found["audit"] = [
        row
        for role in (audit.c.actor_id, audit.c.subject_id)
        for row in await _rows(connection, audit, role.in_(keys), role.name)
    ]
    return {name: rows for name, rows in found.items() if rows}


async def _rows(connection: AsyncConnection, table: Table, mine: ColumnElement[bool], role: str) -> list[Row]:
    columns = [column for column in table.columns if _tells_only_of(role, table, column)]
    wanted = select(*columns).where(mine).order_by(*table.primary_key.columns)
    rows = (await connection.execute(wanted)).mappings().all()
    return [{"as": role} | {name: _plain(value) for name, value in row.items()} for row in rows]


def _tells_only_of(role: str, table: Table, column: Column[Any]) -> bool:
    if table is audit and column.name in {"actor_id", "subject_id"}:
        return column.name == role  # a key is somebody's too
    place = PERSONAL.get(f"{table.name}.{column.name}")
    if place is None:
        return True
    return place.holds in {Holds.ID, Holds.NAME, Holds.WORDS} and place.whose.partition(">")[0] == role


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.total_seconds() if isinstance(value, timedelta) else value
