"""``quire db``: the database file."""

import asyncio
from pathlib import Path

import typer

from bot.clock import SystemClock
from bot.errors import DatabaseError
from bot.services import importing
from bot.settings import load_settings
from bot.storage import maintenance
from bot.storage.database import Database

app = typer.Typer(help="The database: bring it up to date, check it, copy it.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Create the database if it is missing, and bring its schema up to date."""
    path = load_settings().database_path
    asyncio.run(_upgrade(path))
    typer.echo(f"{path} is up to date.")


@app.command()
def check() -> None:
    """Look for damage, and for anything that breaks the rules of stories; exit 1 if there is some."""
    path = load_settings().database_path
    problems = maintenance.check(path)
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    typer.echo(f"{path} is sound.")


@app.command()
def backup(file: Path = typer.Argument(help="The new file to write; it must not be there yet.")) -> None:
    """Copy the database, whole and consistent, while the bot goes on writing."""
    size = maintenance.backup(load_settings().database_path, file)
    typer.echo(
        f"{file}: {size / 1024:.0f} KiB. To restore it, stop Quire and put it in the database's place."
    )


@app.command("import")
def import_story(file: Path = typer.Argument(help="A story that was exported as json.")) -> None:
    """Put a story back that was taken home as json, into the server it came from."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatabaseError(
            f"{file} cannot be read ({error}); name a file that was exported as json."
        ) from None
    guild_id, number = asyncio.run(_import(load_settings().database_path, text))
    typer.echo(f"It is story #{number} of server {guild_id}. Its thread opens when the bot next starts.")


async def _import(path: Path, text: str) -> tuple[int, int]:
    database = Database(path)
    try:
        await database.open()
        return await importing.import_story(database, SystemClock(), text)
    finally:
        await database.close()


async def _upgrade(path: Path) -> None:
    database = Database(path)
    try:
        await database.open()
    finally:
        await database.close()
