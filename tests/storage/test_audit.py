"""The audit: nothing changes it, a purge tells of itself, and who is forgotten is nobody in it."""

import json
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
import pytest_asyncio
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError

from bot.storage import audit, members, migrate
from bot.storage.database import Database

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ADA, BASHO = 11, 12
ACTS = ("limits-set", "story-kick", audit.PURGE)


@pytest_asyncio.fixture
async def database(tmp_path: Path, new_database: Path) -> AsyncIterator[Database]:
    database = Database(Path(copyfile(new_database, tmp_path / "quire.sqlite3")))
    async with database.write() as connection:
        for guild_id in (1, 2):
            await members.see(connection, guild_id, ADA, "Ada", NOW)
        await audit.note(connection, 1, ADA, "limits-set", NOW - timedelta(days=9), setting="haiku")
        await audit.note(connection, 1, ADA, "story-kick", NOW - timedelta(days=1), member=BASHO, reason="x")
        await audit.note(connection, 1, 0, "story-kick", NOW, member=ADA)
        await audit.note(connection, 2, ADA, "limits-set", NOW - timedelta(days=9), setting="haiku")
    yield database
    await database.close()


async def shown(database: Database, guild_id: int = 1, **which: object) -> list[tuple[object, ...]]:
    async with database.read() as connection:
        found = await audit.entries(connection, guild_id, ACTS, limit=50, offset=0, **which)  # type: ignore[arg-type]
        assert len(found) == await audit.count(connection, guild_id, ACTS, **which)  # type: ignore[arg-type]
    return [(entry.action, entry.actor_id, entry.subject_id, entry.by_itself) for entry in found]


async def test_entries_tell_who_did_what_to_whom_the_newest_first(database: Database) -> None:
    assert await shown(database) == [
        ("story-kick", None, ADA, True),
        ("story-kick", ADA, BASHO, False),
        ("limits-set", ADA, None, False),
    ]
    assert len(await shown(database, member_id=BASHO)) == 1
    assert len(await shown(database, member_id=ADA)) == 3
    assert await shown(database, member_id=99) == []
    assert len(await shown(database, since=NOW - timedelta(days=1))) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET action = 'nothing'",
        "UPDATE audit SET actor_id = NULL WHERE id = 1",
        "DELETE FROM audit WHERE id = 1",
        "DELETE FROM audit",
    ],
)
async def test_nobody_changes_it(database: Database, statement: str) -> None:
    before = await shown(database)
    with pytest.raises(IntegrityError, match="append-only"):
        async with database.write() as connection:
            await connection.exec_driver_sql(statement)
    assert await shown(database) == before


async def test_a_purge_takes_what_is_older_and_leaves_an_entry_that_says_so(database: Database) -> None:
    async with database.write() as connection:
        assert await audit.purge(connection, 1, NOW - timedelta(days=5), NOW) == 1
        assert await audit.purge(connection, 1, NOW - timedelta(days=5), NOW) == 0
    assert [action for action, *_ in await shown(database)] == [audit.PURGE, "story-kick", "story-kick"]
    assert len(await shown(database, 2)) == 1, "another server's stay"


async def test_what_was_said_goes_with_its_entry(database: Database) -> None:
    async with database.write() as connection:
        for at in (NOW - timedelta(days=8), NOW):
            said = audit.Said(ADA, BASHO, {"note": f"said {at:%d}"})
            await audit.note(connection, 1, ADA, "story-kick", at, said=said)
        await audit.purge(connection, 1, NOW - timedelta(days=5), NOW)
    async with database.read() as connection:
        found = await audit.entries(connection, 1, ACTS, limit=9, offset=0)
        left = await connection.exec_driver_sql("SELECT COUNT(*) FROM audit_words")
    assert [entry.words for entry in found if entry.words] == [{"note": f"said {NOW:%d}"}]
    assert left.scalar() == 1


async def test_an_announced_purge_opens_the_audit_for_nothing_newer(database: Database) -> None:
    async with database.write() as connection:
        await audit.purge(connection, 1, NOW - timedelta(days=5), NOW)
    for statement in ("DELETE FROM audit WHERE id = 2", "DELETE FROM audit WHERE guild_id = 2"):
        with pytest.raises(IntegrityError, match="append-only"):
            async with database.write() as connection:
                await connection.exec_driver_sql(statement)


async def test_who_is_forgotten_is_nobody_in_it_and_their_acts_stay(database: Database) -> None:
    async with database.write() as connection:
        await audit.forget(connection, ADA)
        await audit.note(connection, 1, ADA, "limits-set", NOW)  # should they come back, they are another
    assert await shown(database) == [
        ("limits-set", ADA, None, False),
        ("story-kick", None, None, True),
        ("story-kick", None, BASHO, False),
        ("limits-set", None, None, False),
    ]
    assert await shown(database, 2, member_id=ADA) == [], "nor on any other server"
    async with database.read() as connection:
        told = await connection.exec_driver_sql("SELECT group_concat(detail) FROM audit WHERE guild_id = 1")
        assert str(ADA) not in str(told.scalar())


def test_what_was_noted_before_there_were_keys_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    rows = [
        (ADA, "story-kick", {"member": BASHO, "reason": "x"}),
        (0, "timer-return", {"subject": BASHO}),
        (0, "timer-lapse", {"subject": 4}),
        (ADA, "limits-set", {"setting": "haiku"}),
    ]
    with engine.begin() as connection:
        migrate.upgrade(connection, "0008")
        connection.exec_driver_sql("INSERT INTO guilds (id, created_at) VALUES (1, '2026-01-01')")
        for actor_id, action, detail in rows:
            connection.exec_driver_sql(
                "INSERT INTO audit (guild_id, actor_id, action, detail, created_at) "
                "VALUES (1, ?, ?, ?, '2026-01-01')",
                (actor_id, action, json.dumps(detail)),
            )
        migrate.upgrade(connection)
    engine.dispose()
    with sqlite3.connect(path) as plain:
        found = plain.execute(
            "SELECT a.user_id, s.user_id, action, detail FROM audit "
            "LEFT JOIN pseudonyms a ON a.id = actor_id LEFT JOIN pseudonyms s ON s.id = subject_id"
        ).fetchall()
    plain.close()
    assert [(actor, subject, action, json.loads(detail)) for actor, subject, action, detail in found] == [
        (ADA, BASHO, "story-kick", {"reason": "x"}),
        (None, BASHO, "timer-return", {}),
        (None, None, "timer-lapse", {"subject": 4}),
        (ADA, None, "limits-set", {"setting": "haiku"}),
    ]
