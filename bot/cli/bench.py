"""``quire bench``: measure on this machine; each figure is worth what its ratio to another of the run is."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.bench.stories import SIZES, Measured, Shelf, percentile
from bot.cli.bench_avoiding import avoiding
from bot.cli.bench_floor import floor
from bot.cli.bench_generation import generation
from bot.cli.bench_interactions import interactions
from bot.cli.bench_limits import limits
from bot.cli.bench_poems import poems

app = typer.Typer(help="Measure on this machine.", no_args_is_help=True)
app.command()(avoiding)
app.command()(floor)
app.command()(generation)
app.command()(interactions)
app.command()(limits)
app.command()(poems)

_TURNS = 10  # each library is measured so many times, in turn, so that a busy minute hits all alike


@app.command()
def stories(
    count: int = typer.Option(max(SIZES), "--count", help="The largest library, in stories.", min=SIZES[0]),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object a line, and nothing else."),
    rounds: int = typer.Option(300, "--rounds", help="Submits in each library.", min=_TURNS),
) -> None:
    """Compare a submit and a search in libraries of 100 to 100,000 stories of 20 passages, one server each.

    The largest takes a few minutes to fill and about 3 GB in the folder for temporary files.
    """
    sizes = sorted({*(size for size in SIZES if size < count), count})
    measured = asyncio.run(_measure(sizes, rounds))
    if as_json:
        for one in measured:
            typer.echo(json.dumps(one.figures()))
    else:
        Console().print(_table(measured))


async def _measure(sizes: list[int], rounds: int) -> list[Measured]:
    console = Console(file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="quire-bench-") as folder, Progress(console=console) as progress:
        shelves = [Shelf(Path(folder), size) for size in sizes]
        try:
            for shelf, size in zip(shelves, sizes, strict=True):
                filling = progress.add_task(f"fill {size:,} stories", total=size)
                await shelf.open(lambda added, task=filling: progress.advance(task, added))  # type: ignore[misc]
            measuring = progress.add_task("measure", total=_TURNS * len(shelves))
            for _ in range(_TURNS):
                for shelf in shelves:
                    await shelf.measure(rounds // _TURNS)
                    progress.advance(measuring)
        finally:
            for shelf in shelves:
                await shelf.close()
    return [shelf.measured for shelf in shelves]


def _table(measured: list[Measured]) -> Table:
    """Return the figures, each with its ratio to the smallest library's."""
    table = Table(title="milliseconds (and times the smallest library's)")
    kinds = list(measured[0].searches)
    for heading in ("stories", "submit p50", "submit p99", "search p50", *(f"{kind} word" for kind in kinds)):
        table.add_column(heading, justify="right")
    rows = []
    for one in measured:
        figures = one.figures()
        each = [percentile(one.searches[kind], 50) for kind in kinds]
        rows.append([figures["submit_p50_ms"], figures["submit_p99_ms"], figures["search_p50_ms"], *each])
    for one, row in zip(measured, rows, strict=True):
        cells = [f"{value:.2f} ({value / first:.2f})" for value, first in zip(row, rows[0], strict=True)]
        table.add_row(f"{one.stories:,}", *cells)
    return table
