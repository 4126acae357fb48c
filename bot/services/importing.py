"""Putting a story back that was taken home as JSON."""

from bot.clock import Clock
from bot.errors import DatabaseError
from bot.export import archive
from bot.storage import archives
from bot.storage.database import Database


async def import_story(database: Database, clock: Clock, text: str) -> tuple[int, int]:
    """Store a story from its file; return its server's id and its number there.

    Raises:
        DatabaseError: it is no such file, or contradicts itself; nothing was stored.
    """
    try:
        rows = archive.parse(text)
        async with database.write() as connection:
            return await archives.restore(connection, rows, clock.now())
    except archive.ArchiveError as error:
        raise DatabaseError(str(error)) from error
