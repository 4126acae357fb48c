"""What is held about a member comes whole, and with it nobody else's ids and words."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest_asyncio
from sqlalchemy import insert

from bot.storage import audit, held_about, members
from bot.storage.database import Database
from bot.storage.schema import preferences, taught_words, writer_bans

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HERE, THERE = 1, 2
ADA, BASHO = 2**62 + 11, 2**62 + 12


@pytest_asyncio.fixture
async def database(tmp_path: Path, new_database: Path) -> AsyncIterator[Database]:
    database = Database(Path(copyfile(new_database, tmp_path / "quire.sqlite3")))
    async with database.write() as connection:
        for guild_id, ada in ((HERE, "Ada here"), (THERE, "Ada there")):
            await members.see(connection, guild_id, ADA, ada, NOW)
            await members.see(connection, guild_id, BASHO, "Basho", NOW)
        word = {"guild_id": HERE, "counts": "2", "state": "returned", "created_at": NOW, "decided_at": NOW}
        for by, decider, text, note in ((ADA, BASHO, "adaword", "bnote"), (BASHO, ADA, "bword", "adanote")):
            values = {"member_id": by, "decided_by": decider, "word": text, "shown": text, "note": note}
            await connection.execute(insert(taught_words).values(word | values))
        ban = {"guild_id": HERE, "member_id": ADA, "banned_by": BASHO, "reason": "breason", "banned_at": NOW}
        await connection.execute(insert(writer_bans).values(ban))
        await connection.execute(insert(preferences).values(user_id=ADA, timezone="Asia/Tokyo"))
        await audit.note(connection, HERE, BASHO, "story-kick", NOW, member=ADA, reason="kreason")
    yield database
    await database.close()


async def told(database: Database, user_id: int) -> str:
    async with database.read() as connection:
        return json.dumps(await held_about.gather(connection, user_id))


async def test_everything_of_their_own_is_told(database: Database) -> None:
    found = await told(database, ADA)
    for own in (
        str(ADA),
        "Ada here",
        "Ada there",
        "adaword",
        "adanote",
        "Asia/Tokyo",
        "story-kick",
        NOW.isoformat(),
    ):
        assert own in found, own


async def test_nothing_of_anybody_else_is_told(database: Database) -> None:
    found = await told(database, ADA)
    for other in (str(BASHO), "Basho", "bword", "bnote", "breason", "kreason"):
        assert other not in found, other


async def test_it_is_told_of_every_server(database: Database) -> None:
    assert "Ada there" in await told(database, ADA)


async def test_nothing_is_held_about_a_stranger(database: Database) -> None:
    assert await told(database, 99) == "{}"
