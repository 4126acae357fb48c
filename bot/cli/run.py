"""``quire run``: the bot on a real server."""

import asyncio
import contextlib
import signal

import discord
import structlog
import typer

from bot import logs
from bot.app import App
from bot.errors import OperatorError, SettingsError
from bot.generation.factory import check_model
from bot.settings import Settings, load_settings

log = structlog.get_logger(__name__)


def run(
    sync: bool = typer.Option(
        False, "--sync", help="Publish the commands to Discord first; needed once, and after an update."
    ),
) -> None:
    """Run the bot with the token of QUIRE_TOKEN, until it is told to stop."""
    settings = load_settings()
    logs.configure(settings)
    if settings.token is None or not settings.token.get_secret_value().strip():
        raise SettingsError("There is no token: put QUIRE_TOKEN=… into the environment or into .env.")
    check_model(settings)
    asyncio.run(serve(settings, settings.token.get_secret_value().strip(), sync=sync))


async def serve(settings: Settings, token: str, *, sync: bool) -> None:
    """Run the bot until SIGINT or SIGTERM; ``sync`` publishes the commands first.

    Raises:
        SettingsError: Discord does not take the token.
        OperatorError: Discord cannot be reached, or the database cannot be used.
    """
    async with App(settings) as app:
        main = asyncio.ensure_future(_connect(app, token, sync=sync))
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends the loop itself
                loop.add_signal_handler(name, main.cancel)
        try:
            await main
        except asyncio.CancelledError:
            log.info("quire.stopping")


async def _connect(app: App, token: str, *, sync: bool) -> None:
    try:
        await app.bot.login(token)
        if sync:
            commands = await app.bot.tree.sync()
            log.info("commands.synced", count=len(commands))
        await app.bot.connect()
    except discord.LoginFailure:
        raise SettingsError(
            "Discord does not accept the token: copy it anew from the developer portal (Bot, Reset Token) "
            "into QUIRE_TOKEN."
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise SettingsError(
            "Discord refused an intent: switch it on in the developer portal "
            "(Bot, Privileged Gateway Intents)."
        ) from None
    except (OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise OperatorError(
            f"Discord cannot be reached ({error}); check the network, then start Quire again."
        ) from error
