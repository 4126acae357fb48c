"""Nothing changes the audit on a real file: no statement of SQLite's takes an entry's place, or gives its key
to somebody else, and only an announced purge removes anything."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy.exc import IntegrityError

from bot.storage import audit
from bot.storage.database import Database
from tests.storage.test_audit import ADA, BASHO, NOW, database

__all__ = ["database"]

_ROW = "guild_id, actor_id, subject_id, 'forged', story_id, detail, created_at FROM audit"
_COLUMNS = "id, guild_id, actor_id, subject_id, action, story_id, detail, created_at"
_NEW = "1, NULL, NULL, 'forged', NULL, '{}', '2026-05-01 12:00:00'"
STATEMENTS = [
    f"INSERT OR REPLACE INTO audit SELECT id, {_ROW} WHERE id = 2",
    f"REPLACE INTO audit SELECT id, {_ROW}",
    f"INSERT INTO audit SELECT id, {_ROW} WHERE id = 2 ON CONFLICT (id) DO UPDATE SET action = 'forged'",
    f"INSERT INTO audit SELECT id, {_ROW} WHERE id = 2 ON CONFLICT DO UPDATE SET detail = '{{}}'",
    f"INSERT OR IGNORE INTO audit SELECT id, {_ROW} WHERE id = 2",
    f"INSERT OR REPLACE INTO audit ({_COLUMNS}) VALUES (9, {_NEW}), (9, {_NEW})",
    f"INSERT INTO audit ({_COLUMNS}) VALUES (-1, {_NEW})",
    f"INSERT INTO audit ({_COLUMNS}) VALUES (0, {_NEW})",
    "UPDATE OR REPLACE audit SET id = 2 WHERE id = 3",
    "UPDATE OR IGNORE audit SET action = 'forged'",
    "UPDATE OR ROLLBACK audit SET action = 'forged'",
    "UPDATE audit SET rowid = 99 WHERE id = 4",
    "DELETE FROM audit WHERE id IN (SELECT MAX(id) FROM audit)",
    f"UPDATE pseudonyms SET user_id = 99 WHERE user_id = {ADA} AND guild_id = 1",
    "UPDATE OR REPLACE pseudonyms SET id = id + 1",
    "UPDATE pseudonyms SET guild_id = 2 WHERE guild_id = 1",
    "INSERT OR REPLACE INTO pseudonyms (id, guild_id, user_id) VALUES (1, 1, 99)",
]
BY_KEYS = [
    "DELETE FROM guilds WHERE id = 1",
    "DELETE FROM pseudonyms",
    f"INSERT OR REPLACE INTO pseudonyms (guild_id, user_id) VALUES (1, {ADA})",
]
"""What foreign keys hold off; a program without them cuts a key from its owner so, and gives it to nobody."""
WORDS = [
    "UPDATE audit_words SET words = '{}'",
    "UPDATE OR REPLACE audit_words SET entry_id = 1",
    "INSERT OR REPLACE INTO audit_words (entry_id, said_by, words) SELECT MAX(id), 99, '{}' FROM audit",
    "INSERT INTO audit_words (entry_id, said_by, words) VALUES (1, 99, '{}')",
    "INSERT INTO audit_words (said_by, words) VALUES (99, '{}')",
]
_KEPT = "SELECT a.id, p.user_id, a.action, a.detail FROM audit a LEFT JOIN pseudonyms p ON p.id = a.actor_id"


def kept(path: Path) -> list[tuple[object, ...]]:
    """Return what the file holds of the audit, and whose keys are in it."""
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute(f"{_KEPT} ORDER BY a.id").fetchall()


@pytest_asyncio.fixture
async def before(database: Database) -> AsyncIterator[list[tuple[object, ...]]]:
    yield kept(database.path)


@pytest.mark.parametrize("statement", STATEMENTS + BY_KEYS)
async def test_no_statement_changes_it(
    database: Database, before: list[tuple[object, ...]], statement: str
) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.exec_driver_sql(statement)
    assert kept(database.path) == before


@pytest.mark.parametrize("statement", STATEMENTS)
async def test_nor_does_another_program_that_asks_for_no_foreign_keys(
    database: Database, before: list[tuple[object, ...]], statement: str
) -> None:
    with (
        closing(sqlite3.connect(database.path, isolation_level=None)) as plain,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        plain.execute(statement)
    assert kept(database.path) == before


@pytest.mark.parametrize("statement", WORDS)
async def test_what_was_said_stays_as_it_was_said(database: Database, statement: str) -> None:
    async with database.write() as connection:
        said = audit.Said(ADA, BASHO, {"note": "A kinder word"})
        await audit.note(connection, 1, ADA, "text-returned", NOW, member=BASHO, said=said)
    with (
        closing(sqlite3.connect(database.path, isolation_level=None)) as plain,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        plain.execute(statement)


async def test_a_key_that_was_deleted_is_not_given_to_another(database: Database) -> None:
    with closing(sqlite3.connect(database.path, isolation_level=None)) as plain:
        plain.execute("DELETE FROM pseudonyms")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            plain.execute("INSERT INTO pseudonyms (id, guild_id, user_id) VALUES (1, 1, 99)")


async def test_nothing_goes_with_what_an_entry_names(database: Database) -> None:
    async with database.read() as connection:
        keys = (await connection.exec_driver_sql("PRAGMA foreign_key_list(audit)")).mappings().all()
    assert {key["table"] for key in keys} == {"guilds", "stories", "pseudonyms"}
    assert {key[act] for key in keys for act in ("on_delete", "on_update")} == {"NO ACTION"}


async def test_after_a_purge_the_places_of_what_went_stay_empty(database: Database) -> None:
    async with database.write() as connection:
        await audit.purge(connection, 1, NOW, NOW)
    for place in (1, 2):
        with pytest.raises(IntegrityError, match="append-only"):
            async with database.write() as connection:
                await connection.exec_driver_sql(f"INSERT INTO audit ({_COLUMNS}) VALUES ({place}, {_NEW})")
