"""Forgetting a person: what ``personal`` says of each column is done here, in the caller's transaction."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, exists, func, null, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import forgotten_words
from bot.storage.personal import PERSONAL, Forget, Holds, Place
from bot.storage.schema import (
    metadata,
    passages,
    stories,
    timers,
)

SOMEBODY = -1
"""Stands for everybody who was forgotten where nothing tells two of them apart."""


async def named_in(connection: AsyncConnection, user_id: int) -> dict[int, int]:
    """Return the stories that name a person anywhere, each with its server."""
    named = [(table, column == user_id) for table, column in _ids()]
    named += [(table, _in_list(column, user_id)) for table, column, _ in _places(Forget.REMOVE)]
    ids: set[int] = set()
    for table, condition in named:
        if (story := _story(table)) is not None:
            ids |= set((await connection.scalars(select(story).where(condition))).all())
    found = await connection.execute(select(stories.c.id, stories.c.guild_id).where(stories.c.id.in_(ids)))
    return {row.id: row.guild_id for row in found.all()}


async def forget(connection: AsyncConnection, user_id: int, *, redact: bool) -> dict[int, int]:
    """Take a person out of every table; ``redact`` takes out their words, too.

    In each story another number stands in their place, drawn by lot: it keeps apart those who write there,
    and leads to nobody, nor from one story to another. Return the stories that named them, each with its
    server; what their threads show has to be brought up to date.
    """
    # What refers to what goes meanwhile: all of it is gone, or points to nothing, at the end.
    await connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    touched = await named_in(connection, user_id)
    if redact:
        for take_out in WORDS.values():
            await take_out(connection, user_id)
    else:
        await forgotten_words.show_without_name(connection, user_id)
    await forgotten_words.drop_private_prompts(connection, user_id)
    await _clear(connection, user_id)
    await _delete(connection, user_id)
    await _remove(connection, user_id)
    for story_id in touched:
        await _replace(connection, user_id, -2 - secrets.randbelow(2**62), story_id)
    await _replace(connection, user_id, SOMEBODY, None)
    return touched


WORDS: Mapping[str, Callable[[AsyncConnection, int], Awaitable[None]]] = {
    "passages": forgotten_words.take_out_passages,
    "passage_versions": forgotten_words.drop_versions,
    "stories": forgotten_words.take_out_titles,
    "characters": forgotten_words.drop_characters,
    "charter_changes": forgotten_words.take_out_charters,
    "taught_words": forgotten_words.drop_taught_words,
    "prompts": forgotten_words.drop_prompts,
}
"""How words are taken out that a person decides on, by table."""


async def _clear(connection: AsyncConnection, user_id: int) -> None:
    for table, column, place in _places(Forget.CLEAR):
        empty = null() if column.nullable else ""
        owner = table.c[place.whose]
        await connection.execute(update(table).where(owner == user_id).values({column.name: empty}))


async def _delete(connection: AsyncConnection, user_id: int) -> None:
    for table, column, place in _places(Forget.DELETE):
        if place.holds is Holds.ID:
            await forgotten_words.delete_rows(connection, table, column == user_id)
    returning = timers.c.kind == "return", timers.c.subject == user_id
    await connection.execute(delete(timers).where(*returning))


async def _remove(connection: AsyncConnection, user_id: int) -> None:
    for table, column, _ in _places(Forget.REMOVE):
        rows = await connection.execute(select(table.c.id, column).where(_in_list(column, user_id)))
        for row_id, ids in rows.all():
            left = [one for one in ids if one != user_id]
            await connection.execute(update(table).where(table.c.id == row_id).values({column.name: left}))


async def _replace(connection: AsyncConnection, user_id: int, key: int, story_id: int | None) -> None:
    """Put a key in a person's place: in one story, or, with None, wherever they still are."""
    for table, column, _ in _places(Forget.REPLACE):
        there = [column == user_id]
        if story_id is not None:
            story = _story(table)
            if story is None:
                continue
            there.append(story == story_id)
        await connection.execute(update(table).where(*there).values({column.name: key}))


def _places(forget: Forget) -> list[tuple[Table, Column[Any], Place]]:
    found = []
    for name, place in PERSONAL.items():
        if place.forget is forget:
            table, _, column = name.partition(".")
            found.append((metadata.tables[table], metadata.tables[table].c[column], place))
    return found


def _ids() -> list[tuple[Table, Column[Any]]]:
    return [
        (table, column)
        for forget in (Forget.REPLACE, Forget.DELETE)
        for table, column, place in _places(forget)
        if place.holds is Holds.ID
    ]


def _story(table: Table) -> ColumnElement[int] | None:
    """Return what tells of a row of the table which story it belongs to; None where none does."""
    if table is stories:
        return stories.c.id
    if "passage_id" in table.c:
        owner = select(passages.c.story_id).where(passages.c.id == table.c.passage_id)
        return owner.correlate(table).scalar_subquery()
    column: ColumnElement[int] | None = table.c.get("story_id")
    return column


def _in_list(column: Column[Any], user_id: int) -> ColumnElement[bool]:
    each = func.json_each(column).table_valued("value")
    return exists(select(each.c.value).where(each.c.value == user_id))
