"""``quire poem``: poems in exact form, without Discord."""

import json
import sys
from pathlib import Path

import typer
from rich.console import Console

from bot.cli.poem_write import write
from bot.domain.forms import forms
from bot.domain.prosody.sounds import Source
from bot.domain.verse.check import check
from bot.domain.verse.detect import detect
from bot.domain.verse.verdict import LineVerdict, Problem, Verdict
from bot.ui.catalogue import Catalogue
from bot.ui.verses import SOURCES, beside, count, counted, found, noted

app = typer.Typer(help="Check and write poems in exact form.", no_args_is_help=True)
app.command()(write)
_SEPARATOR = "---"
_say = Catalogue().speaker("en")


@app.command(name="check")
def check_poem(
    what: list[str] | None = typer.Argument(
        None, metavar="FORM [FILE|-]", help="With --detect: [FILE|-] alone."
    ),
    detecting: bool = typer.Option(False, "--detect", help="Say which form it is."),
    word: str = typer.Option("", "--word", help="What an acrostic should spell."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object a poem, and nothing else."),
) -> None:
    """Check a poem, or several with a line --- between them.

    Exit code 0: all are in the form; 1: one is not; 2: misuse.
    """
    what = what or []
    if detecting:
        _detect(_poems(_one(what)), as_json)
        return
    form = forms().get(what[0]) if what else None
    if form is None:
        raise typer.BadParameter(f"Name one of the forms: {', '.join(forms())}.")
    verdicts = [check(form, poem, word=word) for poem in _poems(_one(what[1:]))]
    for verdict in verdicts:
        print(json.dumps(_plain(verdict), ensure_ascii=False)) if as_json else _show(verdict)
    if not all(verdict.valid for verdict in verdicts):
        raise typer.Exit(1)


@app.command(name="forms")
def list_forms() -> None:
    """List the forms."""
    for form in forms().values():
        typer.echo(f"{form.name:22} {form.about}")


def _one(rest: list[str]) -> str:
    if len(rest) > 1:
        raise typer.BadParameter("Give one file, or - to read the poem from standard input.")
    return rest[0] if rest else "-"


def _poems(name: str) -> list[str]:
    """Return the poems of a file; bytes that are no UTF-8 are taken for unknown signs."""
    if name == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    else:
        try:
            text = Path(name).read_text("utf-8", "replace")
        except OSError as error:
            raise typer.BadParameter(f"{name} cannot be read ({error.strerror}).") from error
    poems: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip() == _SEPARATOR:
            poems.append([])
        else:
            poems[-1].append(line)
    return ["\n".join(poem) for poem in poems]


def _detect(poems: list[str], as_json: bool) -> None:
    missing = False
    for poem in poems:
        names = [form.name for form in detect(poem)]
        if as_json:
            print(json.dumps({"forms": names}))
        else:
            typer.echo(", ".join(names) or "none of the forms that Quire knows")
        missing = missing or not names
    if missing:
        raise typer.Exit(1)


def _plain(verdict: Verdict) -> dict[str, object]:
    def sentences(problems: tuple[Problem, ...]) -> list[str]:
        return [_say(found(problem, verdict)) for problem in problems]

    lines = [
        {
            "text": line.text,
            "ok": line.ok,
            "syllables": list(line.counts),
            "words": [
                {"text": word.text, "syllables": list(word.counts), "source": word.source.value}
                for word in line.words
            ],
            "problems": sentences(line.problems),
        }
        for line in verdict.lines
    ]
    return {
        "valid": verdict.valid,
        "lines": lines,
        "problems": sentences(verdict.problems),
        "notes": [_say(note) for note in (*beside(verdict), noted(verdict)) if note is not None],
        "scheme": {"asked": verdict.asked, "found": verdict.found},
    }


def _show(verdict: Verdict) -> None:
    console = Console(highlight=False)
    for one in beside(verdict):
        console.print(_say(one), markup=False)
    for line in verdict.lines:
        mark = "[green]✓[/]" if line.ok else "[red]✗[/]"
        console.print(f"{mark} {count(line):>4}  ", end="")
        console.print(line.text, markup=False)
        for problem in line.problems:
            console.print(f"        {_say(found(problem, verdict))}", markup=False)
        if not line.ok or any(word.source is not Source.DICTIONARY for word in line.words):
            console.print(f"        {_words(line)}", markup=False, style="dim")
    for problem in verdict.problems:
        console.print(_say(found(problem, verdict)), markup=False)
    if (note := noted(verdict)) is not None:
        console.print(_say(note), markup=False)
    if verdict.asked:
        console.print(f"Rhymes: {verdict.found} (asked: {verdict.asked})", markup=False)
    console.print(f"{verdict.form.title}: {'yes' if verdict.valid else 'not yet'}")


def _words(line: LineVerdict) -> str:
    return " · ".join(
        counted(word) + (f" ({_say(SOURCES[word.source])})" if word.source in SOURCES else "")
        for word in line.words
    )
