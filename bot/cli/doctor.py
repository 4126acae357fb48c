"""``quire doctor``: is everything in place? Each line says what to do."""

import base64
import binascii
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryFile

import typer

from bot import __version__
from bot.errors import OperatorError
from bot.generation import weights
from bot.settings import Settings, load_settings

_FREE = 2 * 1024**3  # bytes: the weights, twice while they are converted, and room for stories
_TOKEN = re.compile(r"[\w-]{18,32}\.[\w-]{6,7}\.[\w-]{25,60}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: ``ok`` or not, and what to do."""

    ok: bool
    text: str


def doctor() -> None:
    """Look at the token, intents, database, model, disk and versions; exit 1 if something must be mended."""
    findings = list(examine(load_settings()))
    for finding in findings:
        mark = typer.style("ok   ", fg=typer.colors.GREEN) if finding.ok else typer.style("mend ", fg="red")
        typer.echo(mark + finding.text)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at each thing in turn."""
    checks: tuple[Callable[[Settings], Finding], ...] = (
        _token,
        _intents,
        _database,
        _model,
        _disk,
        _versions,
    )
    for check in checks:
        try:
            yield check(settings)
        except OperatorError as error:
            yield Finding(False, str(error))


def _token(settings: Settings) -> Finding:
    if settings.token is None:
        return Finding(False, "Token: none. Put QUIRE_TOKEN=… into .env (the demo needs none).")
    token = settings.token.get_secret_value().strip()
    if not _TOKEN.fullmatch(token) or not _names_a_bot(token):
        return Finding(False, "Token: it does not look like a bot's token; copy it anew (Bot, Reset Token).")
    return Finding(True, "Token: it has the right shape; `quire run` shows whether Discord takes it.")


def _names_a_bot(token: str) -> bool:
    head = token.split(".")[0]
    try:
        return base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).isdigit()
    except (binascii.Error, ValueError):
        return False


def _intents(settings: Settings) -> Finding:
    return Finding(True, "Intents: no privileged intent is needed; leave all three switches off.")


def _database(settings: Settings) -> Finding:
    path = settings.database_path
    folder = _existing(path.parent)
    try:
        with TemporaryFile(dir=folder):  # permissions alone do not tell: a disk may be mounted read-only
            pass
    except OSError as error:
        return Finding(
            False, f"Database: {folder} cannot be written ({error.strerror}); set QUIRE_DATA_DIR elsewhere."
        )
    if not path.exists():
        return Finding(True, f"Database: {path} will be made at the first start.")
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return Finding(False, f"Database: {path} cannot be written ({error}); check who owns it.")
    except sqlite3.DatabaseError as error:
        return Finding(False, f"Database: {path} is damaged ({error}); put a backup in its place.")
    return Finding(True, f"Database: {path} can be written; `quire db check` looks inside.")


def _model(settings: Settings) -> Finding:
    if settings.muse != "local":
        return Finding(True, f"Model: none is needed, QUIRE_MUSE is {settings.muse}.")
    source = weights.locate(settings)
    weights.check(source)
    return Finding(True, f"Model: {source.name} is whole, in {source.folder}.")


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(_existing(settings.data_dir)).free
    text = f"Disk: {free / 1024**3:.1f} GiB free for {settings.data_dir}"
    if free < _FREE:
        return Finding(False, f"{text}; make room, {_FREE / 1024**3:.0f} GiB is wanted.")
    return Finding(True, text + ".")


def _versions(settings: Settings) -> Finding:
    found = {"python": sys.version.split()[0], "quire": __version__}
    for name in ("discord.py", "torch", "transformers", "sqlalchemy", "aiosqlite"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            return Finding(
                False, f"Versions: {name} is missing; run `make demo` or `pip install -e .` again."
            )
    found["sqlite"] = sqlite3.sqlite_version
    return Finding(True, "Versions: " + ", ".join(f"{name} {number}" for name, number in found.items()) + ".")


def _existing(path: Path) -> Path:
    return next(folder for folder in [path, *path.parents] if folder.exists())
