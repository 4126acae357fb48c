"""``quire limits``: what the built-in limits say of a text, without Discord."""

import json
import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.domain.limits.judge import Verdict, judge
from bot.domain.limits.policy import Policy
from bot.domain.story import Rating

app = typer.Typer(help="Try the content limits.", no_args_is_help=True)


@app.callback()
def _limits() -> None:
    """Try the content limits."""


@app.command(name="test")
def judged(
    file: str = typer.Argument("-", metavar="[FILE|-]", help="Texts, one a line; - reads them from here."),
    rating: Rating = typer.Option(Rating.EVERYONE, "--rating", help="For whom the texts are."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object a text, and nothing else."),
) -> None:
    """Judge texts by the built-in lists, as a server does that has set nothing. Nothing is stored."""
    try:
        told = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be read ({error.strerror}).") from error
    # Only a line feed parts texts: other signs that may count as a line's end stand within them.
    lines = (line.removesuffix("\r") for line in told.decode("utf-8-sig", "replace").split("\n"))
    texts = [line for line in lines if line.strip()]
    policy = Policy(rating)
    verdicts = [(text, judge(text, policy)) for text in texts]
    if as_json:
        for text, verdict in verdicts:
            print(json.dumps(_plain(text, verdict)))  # escaped, for the same reason
    else:
        _show(verdicts)


def _plain(text: str, verdict: Verdict) -> dict[str, object]:
    matches = [{"rule": one.rule, "start": one.start, "end": one.end} for one in verdict.matches]
    return {"text": text, "action": verdict.action.word, "matches": matches}


def _show(verdicts: list[tuple[str, Verdict]]) -> None:
    table = Table("action", "rule", "where", "text")
    for text, verdict in verdicts:
        rules = "\n".join(one.rule for one in verdict.matches)
        places = "\n".join(f"{one.start}–{one.end}" for one in verdict.matches)
        table.add_row(verdict.action.word, rules, places, Text(_visible(text)))
    Console().print(table)


def _visible(text: str) -> str:
    """Return a text with signs that are not seen, or steer a terminal, as their escapes."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
