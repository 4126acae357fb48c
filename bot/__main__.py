"""The ``quire`` command."""

import sys

import typer

from bot import __version__
from bot.cli import bench, db, limits, model, poem
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.run import run
from bot.errors import OperatorError

app = typer.Typer(
    help="Quire: a Discord bot for writing communities.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(demo)
app.command()(run)
app.command()(doctor)
app.add_typer(model.app, name="model")
app.add_typer(db.app, name="db")
app.add_typer(poem.app, name="poem")
app.add_typer(limits.app, name="limits")
app.add_typer(bench.app, name="bench")


@app.callback(invoke_without_command=True)
def _version(
    version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    if version:
        typer.echo(f"quire {__version__}")
        raise typer.Exit


def main() -> None:
    """Run a command; what only the operator can mend ends in one sentence and exit code 1."""
    try:
        app()
    except OperatorError as error:
        typer.secho(str(error), err=True, fg=typer.colors.RED)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
