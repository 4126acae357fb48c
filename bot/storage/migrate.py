"""Schema migrations on a connection: one function for the app, ``quire db upgrade`` and the tests."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from bot.errors import DatabaseError
from bot.storage.schema import metadata


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema to ``revision`` inside the connection's transaction.

    Raises:
        DatabaseError: the database was made by a newer Quire.
    """
    config = _config()
    script = ScriptDirectory.from_config(config)
    now = current(connection)
    if now is not None and not knows(now):
        raise DatabaseError(
            f"This database was made by a newer Quire (schema {now}, here at most {head()}); "
            "install that version, or restore a backup from before it."
        )

    def steps(rev: object, _context: MigrationContext) -> object:
        return script._upgrade_revs(revision, rev)  # type: ignore[arg-type]  # as alembic's own command does

    with EnvironmentContext(config, script, fn=steps, destination_rev=revision) as environment:
        # One transaction for all of it: SQLite's DDL is transactional, so a failed upgrade leaves no trace.
        environment.configure(
            connection=connection, target_metadata=metadata, transactional_ddl=False, render_as_batch=True
        )
        environment.run_migrations()


def knows(revision: str) -> bool:
    """Tell whether this Quire has that revision of the schema."""
    script = ScriptDirectory.from_config(_config())
    return revision in {entry.revision for entry in script.walk_revisions()}


def current(connection: Connection) -> str | None:
    """Return the schema's revision, or None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """Return the newest revision that this Quire knows."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    if newest is None:
        raise CommandError("Quire's migrations are missing; install it again")
    return newest


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
