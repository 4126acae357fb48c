"""``quire bench limits``: what judging a passage costs, and what of literature is stopped."""

import json
import sys

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.bench import limits as bench
from bot.bench.material import all_of_milton
from bot.domain.limits.policy import Action
from bot.domain.story import Rating
from bot.settings import load_settings


def limits(
    count: int = typer.Option(5000, "--count", help="How many entries a server has.", min=100, max=15_000),
    rating: Rating = typer.Option(Rating.TEEN, "--rating", help="For whom the sentences are judged."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object a line, and nothing else."),
) -> None:
    """Judge Milton: passages of 300 words with and without a server's lists, then each sentence.

    No passage was met before; all servers judge each in turns. A sentence that the built-in lists
    stop is named with what stops it.
    """
    folder = load_settings(muse="local").data_dir / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    text = all_of_milton(folder)
    console = Console(file=sys.stderr)
    passages = track(bench.passages(text), "passages", console=console)
    took = list(bench.figures(bench.times(passages, bench.policies(count))))
    sentences = bench.sentences(text)
    found = list(bench.stopped(track(sentences, "sentences", console=console), rating))
    told = {action.word: sum(one.action is action for one in found) for action in list(Action)[1:]}
    share: dict[str, object] = {"sentences": len(sentences), "rating": rating.value, **told}
    if as_json:
        for line in (*took, share, *map(bench.Stopped.figures, found)):
            typer.echo(json.dumps(line))
        return
    _show("a passage of 300 words", took)
    _show("sentences", [share])
    _show("stopped", list(map(bench.Stopped.figures, found)))


def _show(title: str, lines: list[dict[str, object]]) -> None:
    if lines:
        table = Table(*(name.replace("_", " ") for name in lines[0]), title=title)
        for line in lines:
            table.add_row(*map(str, line.values()))
        Console().print(table)
