"""A server without Quire for long is deleted, whole, and no other with it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest
import pytest_asyncio
from sqlalchemy import insert, select, update

from bot.services.housekeeping import HousekeepingService
from bot.storage import audit, maintenance
from bot.storage.database import Database
from bot.storage.schema import guilds, metadata
from tests.storage.racing import HandSet
from tests.storage.test_forgetting import ADA, BASHO, HERE, NOW, OWN, SAID, fill, in_files

THERE = 6
START = NOW + timedelta(hours=1)


@pytest_asyncio.fixture
async def database(tmp_path: Path, new_database: Path) -> AsyncIterator[Database]:
    """Two servers with a row in every table; Quire was removed from the first."""
    database = Database(Path(copyfile(new_database, tmp_path / "quire.sqlite3")))
    async with database.write() as connection:
        await connection.execute(insert(guilds).values(id=HERE, created_at=START))
        await connection.execute(insert(guilds).values(id=THERE, created_at=START))
        await fill(connection, ADA, 1, "ada")
        await fill(connection, BASHO, 2, "basho", guild=THERE)
        await connection.execute(update(guilds).where(guilds.c.id == HERE).values(absent_since=START))
    yield database
    await database.close()


async def rows(database: Database, guild_id: int, story_id: int) -> dict[str, int]:
    """Count the rows of a server, by table, where there are any."""
    counts = {}
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            if "guild_id" in table.c:
                mine = table.c.guild_id == guild_id
            elif "story_id" in table.c:
                mine = table.c.story_id == story_id
            elif "passage_id" in table.c:
                mine = table.c.passage_id == story_id
            else:
                continue
            if found := len((await connection.execute(select(table).where(mine))).all()):
                counts[table.name] = found
    return counts


@pytest.fixture
def clock() -> HandSet:
    """Quire was removed from the first server a moment ago."""
    clock = HandSet()
    clock.time = START
    return clock


def housekeeper(database: Database, clock: HandSet, days: int = 30) -> HousekeepingService:
    return HousekeepingService(database, clock, days)


async def test_after_the_time_it_is_gone_and_another_is_whole(database: Database, clock: HandSet) -> None:
    other = await rows(database, THERE, 2)
    clock.go_on(days=30, seconds=1)
    await housekeeper(database, clock).tidy()
    assert await rows(database, HERE, 1) == {"audit": 1}
    assert await rows(database, THERE, 2) == other
    async with database.read() as connection:
        (entry,) = await audit.entries(connection, HERE, [audit.PURGE], limit=9, offset=0)
    assert entry.detail["entries"] == 3
    assert maintenance.check(database.path) == []


async def test_no_byte_of_it_is_left(database: Database, clock: HandSet) -> None:
    clock.go_on(days=31)
    await housekeeper(database, clock).tidy()
    there = in_files(database)
    assert (SAID + "ada").encode() not in there
    assert (OWN + "basho").encode() in there
    # What somebody set for every server is theirs, and not the server's.
    assert there.count((OWN + "ada").encode()) == there.count(("zone" + OWN + "ada").encode())


@pytest.mark.parametrize(("days", "passed"), [(30, timedelta(days=29)), (0, timedelta(days=4000))])
async def test_before_it_nothing_happens(
    database: Database, clock: HandSet, days: int, passed: timedelta
) -> None:
    before = await rows(database, HERE, 1)
    clock.time += passed
    await housekeeper(database, clock, days).tidy()
    assert await rows(database, HERE, 1) == before


async def test_once_it_is_gone_there_is_nothing_more_to_do(database: Database, clock: HandSet) -> None:
    clock.go_on(days=31)
    for _ in range(2):
        await housekeeper(database, clock).tidy()
        clock.go_on(days=31)
    assert await rows(database, HERE, 1) == {"audit": 1}
    assert await housekeeper(database, clock).spared(HERE, START) is None
