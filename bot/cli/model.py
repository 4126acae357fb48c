"""``quire model``: bring the muse's model onto this machine, and tell what is there."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot import logs
from bot.cli.replaying import replayed
from bot.generation.fetch import fetch
from bot.generation.weights import MANIFEST, check, locate, read_manifest, weight_files
from bot.services.provenance import ReplayError
from bot.settings import load_settings

app = typer.Typer(help="The muse's model.", no_args_is_help=True)


class _Bar:
    """Shows a fetch as one bar whose words change with the stages."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task: TaskID = bar.add_task("starting", total=None)

    def stage(self, title: str, total: int | None) -> None:
        if not self._bar.console.is_terminal:
            self._bar.console.print(title)  # a log shows no bar
        self._bar.update(self._task, description=title, total=total, completed=0)

    def at(self, done: int) -> None:
        self._bar.update(self._task, completed=done)


@app.command("fetch")
def fetch_command() -> None:
    """Download and convert the model that the settings name, unless it is here already."""
    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    settings = load_settings()
    with Progress(*columns, console=console, transient=True) as bar:
        manifest = fetch(settings, _Bar(bar))
    source = locate(settings)
    size = sum(record.size for record in manifest.files.values()) if manifest else 0
    console.print(
        f"The model {source.name} is ready in {source.folder}" + (f" ({_megabytes(size)})." if size else "."),
        soft_wrap=True,
    )


@app.command()
def info(
    verify: Annotated[bool, typer.Option(help="Read every file and compare it with its checksum.")] = True,
) -> None:
    """Tell which model is set, where it lies, where it came from, and whether it is whole."""
    source = locate(load_settings())
    rows = {"model": source.name, "kind": source.kind, "folder": str(source.folder.resolve())}
    if source.kind == "folder":
        checksum = check(source)
        size = sum(path.stat().st_size for path in weight_files(source.folder))
        rows |= {"checksum": checksum, "weights": _megabytes(size), "converted": "no"}
    else:
        manifest = read_manifest(source)
        if verify:
            check(source)
        rows |= {
            "source": manifest.source,
            "source sha256": manifest.source_sha256 or "-",
            "revision": manifest.revision or "-",
            "licence": manifest.licence or "as the model's page says",
            "checksum": manifest.checksum,
            "size": _megabytes(sum(record.size for record in manifest.files.values())),
            "converted": "from GGUF" if manifest.converted else "no",
            "made with": ", ".join(f"{name} {number}" for name, number in manifest.made_with.items()),
            "files": f"{'whole' if verify else 'not verified'}, listed in {MANIFEST}",
        }
    table = Table.grid(padding=(0, 2))
    for name, value in rows.items():
        table.add_row(name, value)
    Console(soft_wrap=True).print(table)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


@app.command()
def replay(
    receipt: Annotated[int, typer.Argument(help="The receipt's number, as /muse receipts shows it.", min=1)],
) -> None:
    """Let the model write a text again from its receipt, and tell whether it is the same.

    The same versions of Quire, torch and the model give the same text on the same kind of processor. Of
    texts whose story was redacted or forgotten since, it says why they cannot be written again.
    """
    settings = load_settings()
    logs.configure(settings.model_copy(update={"log_level": "error"}))
    replay = asyncio.run(replayed(settings, receipt))
    typer.echo(replay.text)
    console = Console(stderr=True, soft_wrap=True)
    if replay.relisted and replay.same is not False:
        console.print("The word lists have changed since: other words were kept out of it now.")
    if replay.same is None:
        console.print("What was shown then is not kept, so it cannot be compared.")
    elif replay.same:
        console.print("It is the text that was shown then.")
    elif replay.relisted:
        raise ReplayError("It is not the text that was shown then; with other words kept out it need not be.")
    else:
        raise ReplayError(
            "It is not the text that was shown then; other versions or another processor made it."
        )
