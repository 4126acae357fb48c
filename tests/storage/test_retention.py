"""A server's record of acts is kept as long as it wants: for ever, unless it says how long."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest
import pytest_asyncio

from bot.domain.knobs import RETENTION
from bot.services.housekeeping import HousekeepingService
from bot.storage import audit, limits, members
from bot.storage.database import Database
from bot.storage.limits import WHOLE_SERVER, LimitRecord
from tests.storage.racing import HandSet

HERE, THERE, MODERATOR = 1, 2, 21


@pytest.fixture
def clock() -> HandSet:
    return HandSet()


@pytest_asyncio.fixture
async def database(tmp_path: Path, new_database: Path, clock: HandSet) -> AsyncIterator[Database]:
    """Two servers with acts of a hundred days, one each ten days; the first keeps them for thirty."""
    database = Database(Path(copyfile(new_database, tmp_path / "quire.sqlite3")))
    async with database.write() as connection:
        for guild_id, value in ((HERE, "30"), (THERE, "off")):
            await members.see_guild(connection, guild_id, clock.now())
            record = LimitRecord(guild_id, WHOLE_SERVER, RETENTION, value)
            await limits.save(connection, record, MODERATOR, clock.now())
            for days in range(100, -1, -10):
                at = clock.now() - timedelta(days=days)
                await audit.note(connection, guild_id, MODERATOR, "writer-ban", at, member=31)
    yield database
    await database.close()


async def acts(database: Database, guild_id: int) -> list[str]:
    async with database.read() as connection:
        found = await audit.entries(connection, guild_id, ["writer-ban", audit.PURGE], limit=99, offset=0)
    return [f"{entry.action} {entry.detail.get('entries', '')}".strip() for entry in reversed(found)]


async def test_older_acts_are_deleted_and_one_says_so(database: Database, clock: HandSet) -> None:
    await HousekeepingService(database, clock, 30).tidy()
    assert await acts(database, HERE) == ["writer-ban"] * 4 + [f"{audit.PURGE} 7"]
    assert await acts(database, THERE) == ["writer-ban"] * 11


async def test_what_is_not_old_stays_and_nothing_is_said(database: Database, clock: HandSet) -> None:
    for _ in range(3):
        await HousekeepingService(database, clock, 30).tidy()
    assert (await acts(database, HERE)).count(f"{audit.PURGE} 7") == 1
    clock.go_on(days=9.5)
    await HousekeepingService(database, clock, 30).tidy()
    assert await acts(database, HERE) == ["writer-ban"] * 3 + [f"{audit.PURGE} 7", f"{audit.PURGE} 1"]
