"""What an operator does with the file: check it, and copy it while the bot writes."""

import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import DatabaseError
from bot.storage import migrate

# Each finds rows that break a promise of the rules; the text says which.
_INVARIANTS = {
    "a story's passages are not numbered 1, 2, 3, …": """
        SELECT story_id FROM passages WHERE position IS NOT NULL GROUP BY story_id
        HAVING MIN(position) <> 1 OR MAX(position) <> COUNT(*)""",
    "a story's count of passages or words is wrong": """
        SELECT s.id FROM stories s LEFT JOIN passages p ON p.story_id = s.id AND p.position IS NOT NULL
        GROUP BY s.id HAVING s.passages <> COUNT(p.position) OR s.words <> COALESCE(SUM(p.words), 0)""",
    "an open story has no open turn, or another has one": """
        SELECT s.id FROM stories s LEFT JOIN turns t ON t.story_id = s.id AND t.outcome IS NULL
        WHERE (s.state = 'open') <> (t.number IS NOT NULL)""",
    "an open turn belongs to nobody active": """
        SELECT t.story_id FROM turns t LEFT JOIN writers w
        ON w.story_id = t.story_id AND w.member_id = t.member_id AND w.state = 'active'
        WHERE t.outcome IS NULL AND t.member_id IS NOT NULL AND w.member_id IS NULL""",
    "a written turn has no passage, or another has one": """
        SELECT t.story_id FROM turns t LEFT JOIN passages p ON p.story_id = t.story_id AND p.turn = t.number
        WHERE (COALESCE(t.outcome, '') = 'written') <> (p.id IS NOT NULL)""",
    "a turn's clock runs without its timer, or a timer without a clock": """
        SELECT t.story_id FROM turns t LEFT JOIN timers d
        ON d.story_id = t.story_id AND d.kind = 'lapse' AND d.subject = t.number AND d.due_at = t.due_at
        WHERE t.outcome IS NULL AND (t.due_at IS NOT NULL) <> (d.id IS NOT NULL)""",
    "a clock stands still though nothing stops it": """
        SELECT t.story_id FROM turns t JOIN stories s ON s.id = t.story_id
        WHERE t.outcome IS NULL AND t.member_id IS NOT NULL AND t.due_at IS NULL AND s.stops = '[]'""",
}


def check(path: Path) -> list[str]:
    """Return what is wrong with the database file, a sentence each; an empty list if it is sound.

    Raises:
        DatabaseError: there is no such file.
    """
    _must_exist(path)
    problems: list[str] = []
    try:
        with closing(sqlite3.connect(_read_only(path), uri=True)) as connection:
            problems += [
                f"SQLite: {row[0]}." for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"
            ]
            problems += [
                f"Table {row[0]}: row {row[1]} refers to a row of {row[2]} that is missing."
                for row in connection.execute("PRAGMA foreign_key_check")
            ]
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            problems += _schema_problem(revision[0] if revision else None)
            for sentence, query in _INVARIANTS.items():
                ids = ", ".join(str(row[0]) for row in connection.execute(query))
                if ids:
                    problems.append(f"Story with id {ids}: {sentence}.")
    except sqlite3.DatabaseError as error:
        problems.append(f"SQLite: {error}.")
    return problems


def backup(path: Path, target: Path) -> int:
    """Write a consistent copy of the database to ``target`` while others write; return its size in bytes.

    The copy appears whole or not at all.

    Raises:
        DatabaseError: there is no database, the target exists, or it cannot be written.
    """
    _must_exist(path)
    if target.exists():
        raise DatabaseError(f"{target} is there already; name a new file, a backup never overwrites one.")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with closing(sqlite3.connect(_read_only(path), uri=True, timeout=15)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        _publish(part, target)
    except (sqlite3.DatabaseError, OSError) as error:
        part.unlink(missing_ok=True)
        raise DatabaseError(f"The backup could not be written to {target} ({error}).") from error
    return target.stat().st_size


def _schema_problem(revision: str | None) -> list[str]:
    if revision == migrate.head():
        return []
    if revision is not None and not migrate.knows(revision):
        return [f"The schema is {revision}, of a newer Quire than this one ({migrate.head()}): update Quire."]
    return [f"The schema is {revision or 'none'}, this Quire's is {migrate.head()}: run `quire db upgrade`."]


def _publish(part: Path, target: Path) -> None:
    """Give the finished file its name, never that of another file."""
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        part.rename(target)
    else:
        part.unlink()


def _read_only(path: Path) -> str:
    return path.absolute().as_uri() + "?mode=ro"


def _must_exist(path: Path) -> None:
    if not path.is_file():
        raise DatabaseError(
            f"There is no database at {path}; start Quire once, or set QUIRE_DATA_DIR to where it is."
        )
