"""``quire run`` against a server that answers as Discord does when it will not let a bot in."""

import asyncio
import socket

import discord
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.cli.run import serve
from bot.errors import OperatorError, SettingsError
from bot.settings import Settings
from tests.cli.test_operator import TOKEN


@pytest.fixture
def run_settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"token": SecretStr(TOKEN), "muse": "off"})


async def test_a_token_that_discord_does_not_take(
    run_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bot {TOKEN}"
        return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)

    app = web.Application()
    app.router.add_get("/api/v10/users/@me", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{port}/api/v10")
    with pytest.raises(SettingsError, match="does not accept the token"):
        await serve(run_settings, TOKEN, sync=True)
    await runner.cleanup()


async def test_discord_out_of_reach(run_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{port}/api/v10")
    with pytest.raises(OperatorError, match="cannot be reached"):
        await serve(run_settings, TOKEN, sync=False)
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []
