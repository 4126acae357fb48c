"""``quire poem write``: poems by the muse, without Discord."""

import asyncio
import json
import secrets
import sys
from time import perf_counter

import typer
from rich.console import Console

from bot import logs
from bot.domain.forms import forms
from bot.domain.forms.form import Form
from bot.generation.factory import create_muse
from bot.generation.muse import (
    GenerationFailedError,
    MuseState,
    MuseUnavailableError,
    UnsupportedError,
)
from bot.generation.poetry.ordering import NoSuchPoemError, PoemOrder
from bot.generation.poetry.poet import Poet
from bot.generation.waking import awake
from bot.settings import load_settings


def write(
    form: str = typer.Argument(..., metavar="FORM", help="One of `quire poem forms`."),
    about: str = typer.Option("", "--about", help="What it is about; something of its own, if left out."),
    word: str = typer.Option("", "--word", help="What an acrostic spells."),
    stanzas: int = typer.Option(0, "--stanzas", help="How many, where the form leaves it open.", min=0),
    count: int = typer.Option(1, "--count", help="How many poems, by seeds that follow each other.", min=1),
    seed: int | None = typer.Option(None, "--seed", help="The same seed gives the same poem.", min=0),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object a poem, and nothing else."),
) -> None:
    """Write poems. Each is in its form by the way it is made.

    Exit code 0: written; 1: the muse could not; 2: misuse.
    """
    wanted = forms().get(form)
    if wanted is None:
        raise typer.BadParameter(f"Name one of the forms: {', '.join(forms())}.")
    if wanted.takes_word and not word:
        raise typer.BadParameter("Say with --word what it should spell.")
    first = seed if seed is not None else secrets.randbits(31)
    about = " ".join(about.split())[:100]
    orders = [
        PoemOrder(wanted, 0, number + 1, first + number, about, word, stanzas) for number in range(count)
    ]
    try:
        orders[0].lines()
    except ValueError as error:
        raise typer.BadParameter(_asks(wanted, error)) from error
    if not asyncio.run(_write(orders, as_json)):
        raise typer.Exit(1)


async def _write(orders: list[PoemOrder], as_json: bool) -> bool:
    settings = load_settings(queue_limit=1000, member_limit=1000, guild_limit=1000, member_hourly=0)
    logs.configure(settings.model_copy(update={"log_level": "error"}))
    console = Console(file=sys.stderr)
    muse = create_muse(settings)
    try:
        with console.status("The muse is waking up; the first time it sorts its words, for some seconds."):
            status = await awake(muse)
            if status.state is not MuseState.READY:
                console.print(status.problem or "The muse is off (QUIRE_MUSE).")
                return False
            poet = Poet(muse)
            await poet.lexicon(0, 1)
        for number, order in enumerate(orders):
            begun = perf_counter()
            with console.status(f"{order.form.title}, seed {order.seed}"):
                stream = poet.write(order)
                text = "".join([piece.text async for piece in stream])
            seconds = round(perf_counter() - begun, 2)
            if as_json:
                told = {"form": order.form.name, "text": text, "seed": order.seed, "seconds": seconds}
                print(json.dumps(told, ensure_ascii=False), flush=True)
            else:
                print(f"{text}\n" if number == len(orders) - 1 else f"{text}\n---", flush=True)
                console.print(f"seed {order.seed}, {seconds} s", style="dim")
    except (
        MuseUnavailableError,
        UnsupportedError,
        GenerationFailedError,
        NoSuchPoemError,
        ValueError,
    ) as error:
        console.print(f"No poem: {error}.")
        return False
    finally:
        await muse.close()
    return True


def _asks(form: Form, error: ValueError) -> str:
    return f"{form.title} asks for {error}."
