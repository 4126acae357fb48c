"""``quire bench floor``: what the quality floor turns away of what people wrote, and what it catches."""

import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot import logs
from bot.bench import floor as bench
from bot.bench.material import works
from bot.settings import load_settings

_SEED = 1


def floor(
    count: int = typer.Option(1000, "--count", help="How many passages of each kind of text.", min=1),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object a line, and nothing else."),
) -> None:
    """Judge verse, drama and prose as if the muse had written them, and the same texts made bad.

    The works, Milton's and Shakespeare's, are downloaded once (5 MB).
    """
    settings = load_settings(muse="off")
    logs.configure(settings.model_copy(update={"log_level": "error"}))
    folder = settings.data_dir / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    measured = []
    with Progress(console=Console(file=sys.stderr)) as progress:
        for kind, text in works(folder).items():
            pairs = list(bench.spread(bench.passages(text, verse=kind != "prose"), count))
            judging = progress.add_task(kind, total=2 * len(pairs))
            measured.append(_figures(kind, pairs, partial(progress.advance, judging)))
    if as_json:
        for one in measured:
            typer.echo(json.dumps(one))
    else:
        Console().print(_table(measured))


def _figures(kind: str, pairs: list[bench.Pair], advance: Callable[[], None]) -> dict[str, Any]:
    turned = bench.innocent(pairs, advance)
    caught = bench.guilty(pairs, _SEED, advance)
    return {
        "kind": kind,
        "passages": turned.judged,
        "rejected_share": round(turned.share, 4),
        "rejected": dict(sorted(turned.faults.items())),
        "caught_share": {name: round(times / max(of, 1), 4) for name, (times, of) in caught.items()},
    }


def _table(measured: list[dict[str, Any]]) -> Table:
    """Return the figures, a kind of text in each column."""
    table = Table(title="of each kind of text, in percent")
    table.add_column("")
    for one in measured:
        table.add_column(f"{one['kind']} ({one['passages']:,})", justify="right")
    table.add_row("turned away, but for length", *(f"{one['rejected_share']:.2%}" for one in measured))
    for fault in sorted({fault for one in measured for fault in one["rejected"]}):
        cells = (f"{one['rejected'].get(fault, 0) / max(one['passages'], 1):.2%}" for one in measured)
        table.add_row(f"  {fault}", *cells)
    table.add_section()
    for name in measured[0]["caught_share"] if measured else ():
        table.add_row(f"caught: {name}", *(f"{one['caught_share'][name]:.2%}" for one in measured))
    return table
