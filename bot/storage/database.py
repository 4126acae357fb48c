"""Opening SQLite so that nothing is lost: every writing transaction takes the lock when it begins."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import URL, event
from sqlalchemy.engine import Connection as SyncConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import DatabaseError
from bot.storage import driver, migrate

Connection = AsyncConnection
"""What the query modules take; services pass it on and know nothing of SQL."""

_CONNECTIONS = 4
_BUSY_MS = 15_000  # how long a transaction waits for another's end


class Database:
    """One SQLite file. Use ``read`` to look and ``write`` to change; never hold either across a slow wait.

    A ``read`` within either looks through the same transaction: tasks that each held a connection and waited
    for another would wait for each other for ever.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)
        self._lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)
        # Writers queue here, in order: SQLite's own waiting is unfair, and would fill the pool.
        self._writing = asyncio.Lock()
        # All queue here for a connection: the pool's own queue sets a timer for each who waits.
        self._free = asyncio.Semaphore(_CONNECTIONS)
        self._open: dict[asyncio.Task[Any] | None, AsyncConnection] = {}  # whose transaction is which
        self._viewing: set[asyncio.Task[Any] | None] = set()  # whose is one that only looks
        self.on_written: Callable[[], None] = lambda: None
        """Called after each transaction that was committed, for one who waits for a change."""

    async def open(self, *, alone: bool = False) -> None:
        """Create the file and its folder where missing, and bring the schema up to date.

        ``alone`` refuses where another process has opened it so: two bots would post everything twice.

        Raises:
            DatabaseError: it cannot be opened or written, is damaged, is newer than this Quire, or another
                Quire runs on it.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseError(
                f"The data folder {self.path.parent} cannot be made ({error.strerror}); "
                "set QUIRE_DATA_DIR to a folder that Quire may write to."
            ) from error
        if alone:
            self._take()
        try:
            async with self._engine.begin() as connection:
                await connection.run_sync(migrate.upgrade)
        except DBAPIError as error:
            raise _explained(self.path, error) from error

    async def close(self) -> None:
        """Close every connection. Safe to repeat."""
        await self._engine.dispose()
        self._lock.release()

    def _take(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise DatabaseError(
                f"Another Quire is running on {self.path}; "
                "stop it first, or set QUIRE_DATA_DIR to another folder."
            ) from None
        except OSError as error:
            raise DatabaseError(
                f"{self.path.parent} cannot be written ({error.strerror}); "
                "set QUIRE_DATA_DIR to a folder that Quire may write to."
            ) from error

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view that never waits for a writer and never changes anything."""
        if (outer := self._open.get(asyncio.current_task())) is not None:
            yield outer
            return
        async with self._free, self._engine.connect() as connection:
            await connection.execution_options(quire_begin="DEFERRED")
            task = asyncio.current_task()
            with self._holding(connection):
                self._viewing.add(task)
                try:
                    yield connection
                finally:
                    self._viewing.discard(task)

    @property
    def is_viewing(self) -> bool:
        """Whether the running task is within a ``read``, which does not see what others store meanwhile: what
        is read there is not to be remembered as what holds."""
        return asyncio.current_task() in self._viewing

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed at the end, undone by an exception. Writers take turns.

        Raises:
            RuntimeError: the task is within a transaction already, and would wait for itself.
        """
        if asyncio.current_task() in self._open:
            raise RuntimeError("a transaction within another of the same task")
        async with self._writing, self._free, self._engine.begin() as connection:
            with self._holding(connection):
                yield connection
        self.on_written()

    @contextmanager
    def _holding(self, connection: AsyncConnection) -> Iterator[None]:
        """Know a connection as that of the running task, which alone uses it."""
        task = asyncio.current_task()
        self._open[task] = connection
        try:
            yield
        finally:
            del self._open[task]


def _engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        hide_parameters=True,  # what members wrote does not belong into a log
        # Each connection is a thread: a few that stay are faster than many that come and go in a rush.
        pool_size=_CONNECTIONS,
        max_overflow=0,
        # Autocommit in the driver: SQLAlchemy's own BEGIN below is then the only one.
        connect_args={
            "async_creator_fn": driver.connect,
            "isolation_level": None,
            "timeout": _BUSY_MS / 1000,
        },
    )
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # an accepted passage survives a power cut
        "foreign_keys = ON",
        "secure_delete = ON",  # what is forgotten is overwritten, not only marked as free
        f"busy_timeout = {_BUSY_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: SyncConnection) -> None:
    # A deferred transaction that reads and then writes loses updates, or fails when it must upgrade its lock.
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('quire_begin', 'IMMEDIATE')}")


def _explained(path: Path, error: DBAPIError) -> DatabaseError:
    text = str(error.orig)
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return DatabaseError(
            f"{path} is damaged or is no Quire database ({text}); "
            "put a backup in its place, or move it away to begin anew."
        )
    if "locked" in text:
        return DatabaseError(f"{path} is in use by another program; stop it, then start Quire again.")
    return DatabaseError(
        f"{path} cannot be opened for writing ({text}); "
        "check who owns it, the space on the disk, and QUIRE_DATA_DIR."
    )
