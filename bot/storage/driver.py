"""SQLite's driver: aiosqlite, with one change of threads for each statement.

SQLAlchemy asks a driver for a cursor, to execute, for the rows, and to close it. In aiosqlite each of the
four goes to the connection's thread and back, which takes longer than what SQLite does there.
"""

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Self, cast

import aiosqlite

_UNUSED = 64  # rows that aiosqlite's own cursor fetches at once


def connect(database: str, **options: Any) -> aiosqlite.Connection:
    """Return a connection to be awaited, as SQLAlchemy's ``async_creator_fn`` does.

    ``options`` are those of ``sqlite3.connect``.
    """
    connection = _Connection(partial(sqlite3.connect, database, **options), _UNUSED)
    connection._thread.daemon = True  # as SQLAlchemy does with those that it makes itself
    return connection


class _Connection(aiosqlite.Connection):
    def cursor(self) -> "_Cursor":  # type: ignore[override]
        return _Cursor(self._run)

    async def _run(self, execute: Callable[..., Any], sql: str, parameters: Iterable[Any]) -> "_Done":
        return cast("_Done", await self._execute(self._whole, execute, sql, parameters))  # type: ignore[no-untyped-call]

    def _whole(self, execute: Callable[..., Any], sql: str, parameters: Iterable[Any]) -> "_Done":
        """Execute on the connection's thread, where SQLite's cursor ends as well: one that a cancelled wait
        left behind would hold the transaction's lock."""
        cursor = self._conn.cursor()
        try:
            execute(cursor, sql, parameters)
            return cursor.fetchall(), cursor.description, cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


_Done = tuple[list[Any], Any, int, int | None]  # rows, description, row count, id of the last row


class _Cursor:
    """What SQLAlchemy uses of aiosqlite's cursor; the rows are here when ``execute`` returns."""

    arraysize = 1

    def __init__(self, run: Callable[..., Any]) -> None:
        self._run = run
        self._done: _Done = ([], None, -1, None)

    description = property(lambda self: self._done[1])
    rowcount = property(lambda self: self._done[2])
    lastrowid = property(lambda self: self._done[3])

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> None:
        self._done = await self._run(sqlite3.Cursor.execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> None:
        self._done = await self._run(sqlite3.Cursor.executemany, sql, parameters)

    async def fetchall(self) -> list[Any]:
        return self._done[0]

    async def close(self) -> None:
        """Do nothing: SQLite's own cursor is closed."""
