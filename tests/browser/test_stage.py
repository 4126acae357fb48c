"""The demo's parts that need no browser: who may ask, which ids there are, what time it is."""

import socket
import time
from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest
from aiohttp import web

pytest.importorskip("simcord", reason="the demo extra is not installed")

import simcord

from bot.demo.local import HOST, Listener
from bot.demo.world import CLOCK_MARGIN, WallClock, furnish

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

with socket.socket() as probe:
    probe.bind((HOST, 0))
    PORT: int = probe.getsockname()[1]


def client() -> discord.Client:
    return discord.Client(intents=discord.Intents.default())


@pytest.fixture
async def address() -> "AsyncIterator[str]":
    async def hello(request: web.Request) -> web.Response:
        return web.Response(text="hello")

    app = web.Application()
    app.router.add_route("*", "/", hello)
    listener = Listener(app, PORT)
    await listener.open()
    yield listener.address
    await listener.close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": f"http://{HOST}:{PORT}"}, 200),
        ({"Host": f"localhost:{PORT}"}, 200),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 200),
        ({"Host": "example.org"}, 403),
        ({"Host": f"example.org:{PORT}"}, 403),
    ],
)
async def test_only_its_own_pages_are_answered(address: str, headers: dict[str, str], status: int) -> None:
    async with aiohttp.ClientSession() as session, session.post(address, headers=headers) as answer:
        assert answer.status == status


async def test_every_run_makes_the_same_server() -> None:
    ids = []
    for _ in range(2):
        async with simcord.run(client()) as env:
            world = furnish(env)
            ids.append([world.guild.id, world.room.id, *(person.actor.id for person in world.people)])
    assert ids[0] == ids[1]


async def test_the_clock_never_comes_back_to_a_time_that_was(tmp_path: "Path") -> None:
    later = time.time() + 7200
    (tmp_path / "clock").write_text(str(later), encoding="ascii")
    async with simcord.run(client()) as env:
        clock = WallClock(tmp_path / "clock", env)
        await env.advance_time(clock.behind())
        assert env.now().timestamp() >= later + CLOCK_MARGIN
        clock.save()
    assert float((tmp_path / "clock").read_text(encoding="ascii")) > later


async def test_a_damaged_note_of_the_time_is_no_obstacle(tmp_path: "Path") -> None:
    (tmp_path / "clock").write_bytes(b"\xff\x00 nonsense")
    async with simcord.run(client()) as env:
        clock = WallClock(tmp_path / "clock", env)
        await env.advance_time(clock.behind())
        assert abs(env.now().timestamp() - time.time()) < 5
