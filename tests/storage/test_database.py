"""The SQLite file: nothing lost between transactions, one schema, sound after every kind of end."""

import asyncio
import itertools
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, insert, select, text, update

from bot.errors import DatabaseError
from bot.storage import maintenance, migrate
from bot.storage.database import Database
from bot.storage.schema import guilds, metadata, preferences

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(tmp_path / "a folder" / "quire.sqlite3")
    await database.open()
    yield database
    await database.close()


def known(_item: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Leave out the search index, which SQLite keeps in tables of its own."""
    return not (kind == "table" and str(name).startswith("passages_fts"))


async def test_the_migrations_make_the_schema(database: Database) -> None:
    async with database.read() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(
                MigrationContext.configure(sync, opts={"compare_type": True, "include_object": known}),
                metadata,
            )
        )
    assert differences == []


async def test_what_a_rewrite_outside_of_stories_was_given_goes_with_the_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate.upgrade(connection, "0004")
        connection.exec_driver_sql("INSERT INTO guilds (id, created_at) VALUES (1, '2026-01-01')")
        for kind, story_id in (("rewrite", None), ("rewrite", 7), ("continue", 7)):
            connection.exec_driver_sql(
                "INSERT INTO asks (guild_id, member_id, story_id, kind, wish, created_at) "
                "VALUES (1, 2, ?, ?, '{}', '2026-01-01')",
                (story_id, kind),
            )
    engine.dispose()
    database = Database(path)
    await database.open()
    async with database.read() as connection:
        left = await connection.exec_driver_sql("SELECT kind, story_id FROM asks ORDER BY id")
        assert [tuple(row) for row in left.all()] == [("rewrite", 7), ("continue", 7)]
    await database.close()


async def test_ids_that_must_never_come_back_do_not(database: Database) -> None:
    async with database.read() as connection:
        found = await connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
        )
        made = {name for (name,) in found.all()}
    assert made == {
        name for name, table in metadata.tables.items() if table.dialect_options["sqlite"]["autoincrement"]
    }
    assert made >= {"passages", "drafts", "timers"}


async def test_pragmas_hold_on_every_connection(database: Database) -> None:
    async with database.read() as first, database.read() as second:
        for connection in (first, second):
            found = [
                (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
                for name in ("journal_mode", "foreign_keys", "synchronous")
            ]
            assert found == ["wal", 1, 2]


async def test_thirty_concurrent_read_modify_writes_are_all_applied(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(preferences).values(user_id=0, pings="0"))

    other = Database(database.path)  # as another process would, past this one's own queue of writers
    await other.open()

    async def add_one(through: Database) -> None:
        async with through.write() as connection:
            value = int(await connection.scalar(select(preferences.c.pings)) or 0)
            await asyncio.sleep(0)
            await connection.execute(update(preferences).values(pings=str(value + 1)))

    await asyncio.gather(*(add_one(other if number % 2 else database) for number in range(30)))
    await other.close()
    async with database.read() as connection:
        assert await connection.scalar(select(preferences.c.pings)) == "30"


async def test_a_failed_transaction_leaves_no_trace(database: Database) -> None:
    async def fail_halfway() -> None:
        async with database.write() as connection:
            await connection.execute(insert(guilds).values(id=1, created_at=NOW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_halfway()
    async with database.read() as connection:
        assert (await connection.execute(select(guilds))).all() == []


async def test_a_cancelled_transaction_holds_up_nobody(database: Database) -> None:
    # Long before its first row, and then with rows left: so SQLite would keep the transaction for it.
    numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000)"
    slowly = f"{numbers} SELECT x FROM n ORDER BY x DESC"

    async def write_slowly() -> None:
        async with database.write() as connection:
            await connection.execute(insert(guilds).values(id=1, created_at=NOW))
            await connection.exec_driver_sql(slowly)

    writing = asyncio.create_task(write_slowly())
    await asyncio.sleep(0.1)
    writing.cancel()
    # What was raised is kept, as a log or a debugger keeps it: with it the cursor, and what the cursor holds.
    (cancelled,) = await asyncio.gather(writing, return_exceptions=True)
    assert isinstance(cancelled, asyncio.CancelledError)
    async with asyncio.timeout(5), database.write() as connection:
        assert (await connection.execute(select(guilds))).all() == []


async def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    async def look() -> int | None:
        async with database.read() as reader:
            return (await reader.execute(select(guilds.c.id))).scalar()

    async with database.write() as writer:
        await writer.execute(insert(guilds).values(id=1, created_at=NOW))
        async with asyncio.timeout(5):
            assert await asyncio.create_task(look()) is None
    assert await look() == 1


async def test_readers_do_not_wait_for_a_queue_of_writers(database: Database) -> None:
    ids = itertools.count(1)

    async def write_slowly() -> None:
        async with database.write() as connection:
            await connection.execute(insert(guilds).values(id=next(ids), created_at=NOW))
            await asyncio.sleep(0.02)

    writers = [asyncio.create_task(write_slowly()) for _ in range(40)]
    await asyncio.sleep(0.03)
    async with database.read() as connection:
        await connection.execute(select(guilds))
    assert not all(writer.done() for writer in writers), "the reader came before the last writer"
    await asyncio.gather(*writers)


@pytest.mark.parametrize("name", ["a?b", "a#b", "a%20b", "ü 🌊"])
async def test_any_folder_name_does(tmp_path: Path, name: str) -> None:
    database = Database(tmp_path / name / "quire.sqlite3")
    await database.open()
    await database.close()
    assert (tmp_path / name / "quire.sqlite3").is_file()
    assert maintenance.check(database.path) == []
    assert maintenance.backup(database.path, tmp_path / name / "copy") > 0


async def test_naive_times_are_refused(database: Database) -> None:
    with pytest.raises(Exception, match="without a zone"):
        async with database.write() as connection:
            await connection.execute(insert(guilds).values(id=1, created_at=datetime(2026, 1, 1)))


async def test_opening_twice_changes_nothing(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(guilds).values(id=1, created_at=NOW))
    again = Database(database.path)
    await again.open()
    async with again.read() as connection:
        assert await connection.scalar(select(guilds.c.id)) == 1
        assert await connection.run_sync(migrate.current) == migrate.head()
    await again.close()


async def test_a_newer_database_is_refused_and_untouched(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer = Database(database.path)
    with pytest.raises(DatabaseError, match="newer Quire"):
        await newer.open()
    await newer.close()
    with closing(sqlite3.connect(database.path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


async def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "quire.sqlite3"
    path.write_bytes(b"not a database, though long enough to look at " * 100)
    database = Database(path)
    with pytest.raises(DatabaseError, match=r"quire\.sqlite3 is damaged"):
        await database.open()
    await database.close()
    assert maintenance.check(path)


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    database = Database(tmp_path / "file" / "quire.sqlite3")
    with pytest.raises(DatabaseError, match="QUIRE_DATA_DIR"):
        await database.open()
    await database.close()


async def test_backup_is_whole_while_others_write(database: Database, tmp_path: Path) -> None:
    stop = asyncio.Event()
    ids = itertools.count(1)

    async def write_on() -> int:
        count = 0
        while not stop.is_set():
            async with database.write() as connection:
                # Two rows at a time: a torn copy would hold an odd number.
                for _ in range(2):
                    await connection.execute(insert(guilds).values(id=next(ids), created_at=NOW))
            count += 1
        return count

    writing = asyncio.create_task(write_on())
    for number in range(5):
        target = tmp_path / f"copy-{number}.sqlite3"
        await asyncio.to_thread(maintenance.backup, database.path, target)
        with closing(sqlite3.connect(target)) as connection:
            assert connection.execute("SELECT COUNT(*) FROM guilds").fetchone()[0] % 2 == 0
        assert maintenance.check(target) == []
    stop.set()
    assert await writing > 0


async def test_backup_never_overwrites(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    with pytest.raises(DatabaseError, match="there already"):
        maintenance.backup(database.path, target)
    assert target.read_text() == "mine"


async def test_check_finds_what_breaks_the_rules(database: Database) -> None:
    assert maintenance.check(database.path) == []
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("INSERT INTO guilds (id, created_at) VALUES (1, '2026-01-01')")
        connection.execute(
            "INSERT INTO stories (id, guild_id, number, title, host_id, state, channel_id, words_min,"
            " words_max, turns, passages, words, created_at, title_folded)"
            " VALUES (7, 1, 1, 't', 1, 'open', 1, 1, 9, 1, 3, 9, '2026-01-01', 't')"
        )
    problems = maintenance.check(database.path)
    assert len(problems) == 2
    assert all("id 7" in problem for problem in problems)


async def test_two_open_turns_are_impossible(database: Database) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("INSERT INTO turns (story_id, number, started_at) VALUES (1, 1, '2026-01-01')")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO turns (story_id, number, started_at) VALUES (1, 2, '2026-01-01')")


def test_check_without_a_database_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="no database"):
        maintenance.check(tmp_path / "none.sqlite3")


async def test_readers_who_look_again_within_do_not_wait_for_each_other(database: Database) -> None:
    async def look_twice(n: int) -> int:
        async with database.read() as outer:
            await outer.execute(select(guilds.c.id))
            await asyncio.sleep(0.01)  # until all connections are taken
            async with database.read() as inner:
                await inner.execute(select(guilds.c.id))
            await outer.execute(select(guilds.c.id))
        return n

    async with asyncio.timeout(10):
        assert await asyncio.gather(*map(look_twice, range(20))) == list(range(20))


async def test_a_look_within_a_change_sees_the_change(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(guilds).values(id=1, created_at=NOW))
        async with database.read() as inner:
            assert await inner.scalar(select(guilds.c.id)) == 1
        await connection.execute(insert(guilds).values(id=2, created_at=NOW))
    async with database.read() as reader:
        assert (await reader.scalars(select(guilds.c.id))).all() == [1, 2]


async def test_a_change_within_a_transaction_is_an_error_and_no_endless_wait(database: Database) -> None:
    async with asyncio.timeout(10):
        for outer in (database.read, database.write):
            async with outer():
                with pytest.raises(RuntimeError, match="within another"):
                    async with database.write():
                        pass
        async with database.write() as connection:
            await connection.execute(insert(guilds).values(id=1, created_at=NOW))
