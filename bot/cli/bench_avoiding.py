"""``quire bench avoiding``: what it costs a text to be kept free of a server's words."""

import json
import sys
from functools import partial
from itertools import islice

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot import logs
from bot.bench.material import milton
from bot.domain.limits.avoiding import Avoided
from bot.generation.frequent import zipf
from bot.generation.local.spinning import spinning_shortly
from bot.settings import load_settings

_COMMON = 3000  # words that no server lists
_ROWS = 1, 8


def avoiding(
    count: int = typer.Option(5000, "--count", help="How many words are listed.", min=1),
    tokens: int = typer.Option(64, "--tokens", help="How many tokens each text has.", min=10),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object a line, and nothing else."),
) -> None:
    """Compare a decoding step with and without words that are kept out, for one text and for eight.

    The words are the most common ones after the first 3,000, a tenth of them as beginnings (`wor*`).
    """
    with spinning_shortly():
        from bot.generation.local.avoiding_cost import cost

    settings = load_settings(muse="local")
    logs.configure(settings.model_copy(update={"log_level": "error"}))
    folder = settings.data_dir / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    words = list(islice((word for word in zipf() if word.isalpha()), _COMMON, _COMMON + count))
    listed = Avoided(frozenset(words) - frozenset(words[::10]), frozenset(words[::10]))
    found = []
    with Progress(console=Console(file=sys.stderr)) as progress:
        for rows in _ROWS:
            reading = progress.add_task(f"{rows} at once", total=tokens)
            advance = partial(progress.advance, reading)
            one = cost(settings, milton(folder), listed, rows=rows, tokens=tokens, advance=advance)
            found.append(
                {
                    "texts": rows,
                    "words": len(words),
                    "share_of_step": round(one.share, 4),
                    "index_s": round(one.index, 3),
                    "list_s": round(one.compiled, 3),
                }
            )
    if as_json:
        for figures in found:
            typer.echo(json.dumps(figures))
        return
    table = Table(*(name.replace("_", " ") for name in found[0]), title="avoiding")
    for figures in found:
        table.add_row(*map(str, figures.values()))
    Console().print(table)
