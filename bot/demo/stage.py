"""Starts and stops the demo's parts in order."""

import asyncio
import contextlib
import logging
import signal
import threading
import webbrowser
from typing import TYPE_CHECKING

import discord
from rich.console import Console
from rich.panel import Panel
from simcord import Env, SetupError

from bot.demo.face import Face
from bot.demo.front import Front
from bot.demo.house import House
from bot.demo.ports import SimulatedClock, SimulatedWaiting
from bot.demo.pump import pump
from bot.demo.world import WallClock, furnish
from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.settings import Settings

WHAT_TO_TRY = """\
[bold]{address}[/bold]

 1  Open [bold]#writing-room[/bold] as Ada and type [bold]/story start[/bold] with a title and an opening.
 2  Go back, be Bashō, open the story: press [bold]Join[/bold], [bold]Write[/bold], [bold]Submit[/bold].
 3  Now it is Ada's turn: change over with "Viewing as" and press [bold]Write[/bold].
 4  Ask the muse: [bold]/prompt idea[/bold]. It writes as you watch; [bold]Stop[/bold] ends it.
 5  Let a turn run out: on the front page, [bold]A day[/bold] under "Let time pass".
 6  In the story's thread, [bold]/story export[/bold] gives you the whole of it as a file.

Your stories are kept in {folder}. Ctrl-C stops the demo."""


@contextlib.asynccontextmanager
async def staged(settings: "Settings", *, port: int, folder: "Path") -> "AsyncIterator[Front]":
    """Run the demo while the block runs: front page on ``port``, Preview on the next one."""
    _make(folder)
    # The library warns of voice and of intents, which mean nothing here.
    logging.getLogger("discord").setLevel(logging.ERROR)
    async with contextlib.AsyncExitStack() as stack:
        front = Front(port)
        stack.push_async_callback(front.close)
        await front.open()

        clock, waiting = SimulatedClock(), SimulatedWaiting()
        house = House(settings, folder=folder, clock=clock, waiting=waiting)
        stack.push_async_callback(house.close)
        await house.open()

        # The server is made before the bot comes, at the simulation's first instant: so its ids never
        # change. Only then does time leap to the present, while nobody sleeps who would wake on the way.
        env = Env(discord.Client(intents=discord.Intents.default()), check_errors=False)
        await env.start()
        stack.push_async_callback(env.shutdown)
        stack.enter_context(env.time_context())
        world = furnish(env)
        wall = WallClock(folder / "clock", env)
        await env.advance_time(wall.behind())
        wall.save()
        stack.callback(wall.save)
        clock.attach(env)
        waiting.attach(env)
        await env.restart_bot(house.bot)
        # A refusal is an answer; SimCord, in front of the tree's own path, would show it as a failure.
        vars(house.bot.tree).pop("on_error", None)
        await house.settle_in(world.guild.id)

        face = Face(world, port=port + 1, home=front.address)
        stack.push_async_callback(face.close)
        await face.open()
        try:
            await face.show(world.room, world.people[0])  # what Preview lacks is said now, not at a click
        except SetupError as error:
            raise OperatorError(f"The demo's pages cannot be shown: {error}") from None
        pumping = asyncio.create_task(pump(world, face, wall))
        stack.push_async_callback(_stop, pumping)
        front.furnish(world, house, face, wall)
        yield front


def _make(folder: "Path") -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(
            f"The folder {folder} cannot be made ({error.strerror}): make it writable, or set QUIRE_DATA_DIR."
        ) from None


async def run_until_stopped(settings: "Settings", *, port: int, open_browser: bool) -> int:
    """Run the demo until Ctrl-C."""
    console = Console()
    stopped = asyncio.Event()
    _on_signals(stopped)
    folder = settings.data_dir / "demo"
    async with contextlib.AsyncExitStack() as stack:
        with console.status("Setting the stage…"):
            front = await stack.enter_async_context(staged(settings, port=port, folder=folder))
        text = WHAT_TO_TRY.format(address=front.address, folder=folder)
        console.print(Panel(text, title="Quire demo", padding=(1, 2), expand=False))
        if open_browser:
            # Opening may take long, or never end where the browser lives in the terminal.
            threading.Thread(target=webbrowser.open, args=(front.address,), daemon=True).start()
        await stopped.wait()
    console.print("Stopped. Your stories are kept.")
    return 0


def _on_signals(stopped: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends the loop instead
            loop.add_signal_handler(number, stopped.set)


async def _stop(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
