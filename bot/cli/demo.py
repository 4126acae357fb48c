"""``quire demo``: the bot in a simulated Discord."""

import asyncio
from typing import Literal, Optional

import typer

from bot import logs
from bot.errors import OperatorError
from bot.generation.factory import check_model
from bot.settings import load_settings


def demo(
    port: int = typer.Option(8765, min=1, max=65534, help="The address's port; the next one is used too."),
    browser: bool = typer.Option(True, help="Open the address in a browser."),
    muse: Optional[Literal["local", "scripted"]] = typer.Option(  # noqa: UP045 - typer reads this form
        None, help="Who writes: the model, or fixed texts."
    ),
    check: bool = typer.Option(
        False, "--check", help="Drive the demo through a browser and say what failed."
    ),
) -> None:
    """Try Quire in your browser, without a token and without Discord."""
    try:
        from bot.demo import run_demo
    except ModuleNotFoundError as error:
        raise OperatorError(
            f"The demo needs {error.name}: install Quire with its demo extra, pip install 'quire[demo]'."
        ) from error
    muse = muse or ("scripted" if check else None)  # a check wants the same texts each time
    overrides: dict[str, object] = {"muse": muse} if muse else {}
    settings = load_settings(**overrides)
    if "log_level" not in settings.model_fields_set:
        settings = settings.model_copy(update={"log_level": "warning"})  # the screen is for what to try
    logs.configure(settings)
    check_model(settings)
    raise typer.Exit(asyncio.run(run_demo(settings, port=port, open_browser=browser, check=check)))
