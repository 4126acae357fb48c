"""``quire bench interactions``: many members press at the same moment."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from bot import logs
from bot.errors import OperatorError
from bot.settings import load_settings


def interactions(
    count: int = typer.Option(200, "--count", help="How many members press at once.", min=1, max=5000),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object, and nothing else."),
    rounds: int = typer.Option(5, "--rounds", help="How many times they do.", min=1),
) -> None:
    """Measure how long members who press at the same moment wait for a first answer.

    The real bot on a real database file, in a simulated Discord; it needs the `demo` extra.
    """
    try:
        from bot.bench.interactions import measure
    except ImportError as error:
        raise OperatorError(
            f"The simulated Discord is not installed ({error.name}); install Quire with its `demo` extra."
        ) from error
    logs.configure(load_settings(log_level="error"))
    with (
        tempfile.TemporaryDirectory(prefix="quire-bench-") as folder,
        Progress(console=Console(file=sys.stderr)) as progress,
    ):
        pressing = progress.add_task(f"{count} members press", total=rounds)
        found = asyncio.run(measure(Path(folder), count, rounds, lambda: progress.advance(pressing)))
    figures = found.figures()
    if as_json:
        typer.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        Console().print(f"{name:>24} {value:,}")
