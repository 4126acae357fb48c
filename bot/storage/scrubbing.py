"""Leaving nothing of what was deleted in the files themselves.

SQLite overwrites what is deleted (``secure_delete``), but the index of words only marks what was taken out
until its parts are merged, and the write-ahead log holds old pages until it is cut off.
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import structlog

from bot.storage import search
from bot.storage.database import Database

log = structlog.get_logger(__name__)

_PAGES = 400  # merged in one transaction; others write in between
_TRIES = 20
_PAUSE = 0.25  # seconds, for readers of the log to end
_BUSY = 5.0  # seconds


async def scrub(database: Database) -> bool:
    """Overwrite what is left of deleted words and ids; tell whether the log could be cut off, too.

    Where a reader held it, it is when the last connection closes, or the log comes round.
    """
    pages = -_PAGES
    while True:
        async with database.write() as connection:
            if not await search.merge(connection, pages):
                break
        pages = _PAGES
    for _ in range(_TRIES):
        if await asyncio.to_thread(_cut_off, database.path):
            return True
        await asyncio.sleep(_PAUSE)
    log.warning("database.log_not_cut", path=str(database.path))
    return False


def _cut_off(path: Path) -> bool:
    with closing(sqlite3.connect(path, timeout=_BUSY)) as connection:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
