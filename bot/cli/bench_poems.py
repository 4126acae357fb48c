"""``quire bench poems``: whether the muse's poems are in form, what that costs, how long they take."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot import logs
from bot.bench import generation
from bot.bench import poems as bench
from bot.domain.forms import forms
from bot.domain.forms.form import Form
from bot.generation.factory import create_muse
from bot.generation.muse import Muse
from bot.generation.poetry.ordering import CANDIDATES, TEMPLATE
from bot.settings import Settings, load_settings

_FREE_TOKENS = 60


def poems(
    count: int = typer.Option(500, "--count", help="How many poems of each short form.", min=1),
    long_count: int = typer.Option(0, "--long-count", help="How many of each long one; 0: a tenth.", min=0),
    form: list[str] | None = typer.Option(None, "--form", help="Only these forms; all, if left out."),
    at_once: int = typer.Option(1, "--at-once", help="How many poems at once.", min=1),
    candidates: int = typer.Option(
        CANDIDATES, "--candidates", help="From how many lines each is chosen.", min=1
    ),
    price: bool = typer.Option(False, "--price", help="Measure what form costs in fluency instead."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object a line, and nothing else."),
) -> None:
    """Write many poems and check each. What was written before is not written again.

    With --price: the mean log-likelihood of a token in the model's own text, in poems of one candidate whose
    rhymes are not planned, and in poems as they are made.
    """
    names = form or list(forms())
    if unknown := [name for name in names if name not in forms()]:
        raise typer.BadParameter(f"No form is called {unknown[0]}.")
    free = {"queue_limit": 1000, "member_limit": 1000, "guild_limit": 1000, "member_hourly": 0}
    settings = load_settings(muse="local", **free)
    logs.configure(settings.model_copy(update={"log_level": "error"}))
    found = asyncio.run(
        _measure(
            settings,
            [(forms()[name], count, long_count or max(count // 10, 1)) for name in names],
            at_once,
            candidates,
            price,
        )
    )
    for one in found:
        if as_json:
            typer.echo(json.dumps(one))
    if not as_json:
        Console().print(_table(found))
    if not price and any(one["valid"] != one["count"] for one in found):
        raise typer.Exit(1)


async def _measure(
    settings: Settings, wanted: list[tuple[Form, int, int]], at_once: int, candidates: int, price: bool
) -> list[dict[str, Any]]:
    folder = settings.data_dir / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    muse = create_muse(settings)
    await generation.ready(muse)
    found = []
    try:
        with Progress(console=Console(file=sys.stderr)) as progress:
            for form, short, long in wanted:
                count = long if len(_lines(form)) >= bench.LONG else short
                if price:
                    found.append(await _price(muse, form, count, folder, settings, progress))
                    continue
                record = bench.Record(_file(folder, settings, at_once, candidates))
                await _written(muse, record, form, count, at_once, candidates, progress)
                found.append(record.figures(form.name, count, alone=at_once == 1))
    finally:
        await muse.close()
    return found


async def _written(
    muse: Muse,
    record: bench.Record,
    form: Form,
    count: int,
    at_once: int,
    candidates: int,
    progress: Progress,
    *,
    planned: bool = True,
) -> None:
    def missing() -> Iterator[int]:
        return (seed for seed in range(1, count + 1) if (form.name, seed) not in record.made)

    writing = progress.add_task(form.name, total=count, completed=count - len(list(missing())))
    wanted = bench.orders(form, missing(), candidates=candidates, planned=planned)
    async for one in bench.poems(muse, wanted, at_once):
        record.add(one)
        progress.advance(writing)


async def _price(
    muse: Muse, form: Form, count: int, folder: Path, settings: Settings, progress: Progress
) -> dict[str, Any]:
    """Return the mean log-likelihood of a token: free, held to the form, and planned and chosen as well."""
    own = await bench.freely(muse, form, range(1, count + 1), _FREE_TOKENS)
    told: dict[str, Any] = {"form": form.name, "count": count, "free": round(own, 3)}
    for name, candidates, planned in (("forced", 1, False), ("chosen", CANDIDATES, True)):
        record = bench.Record(_file(folder, settings, f"price-{name}", candidates))
        await _written(muse, record, form, count, 2, candidates, progress, planned=planned)
        told[name] = record.figures(form.name, count, alone=False)["likelihood"]
    return told


def _file(folder: Path, settings: Settings, *way: object) -> Path:
    """Return the record's file; poems that were made in another way do not count."""
    made = "-".join(str(part).replace("/", "-") for part in (TEMPLATE, settings.model, *way))
    return folder / f"{made}.jsonl"


def _lines(form: Form) -> tuple[object, ...]:
    return form.variants(form.usual, bench.WORD)[0]


def _table(found: list[dict[str, Any]]) -> Table:
    table = Table(title="poems")
    for heading in found[0]:
        table.add_column(heading.replace("_", " "))
    for one in found:
        table.add_row(*(str(value) for value in one.values()))
    return table
