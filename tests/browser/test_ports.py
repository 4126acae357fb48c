"""The simulation's clock and waits, as the bot uses them."""

import asyncio

import discord
import pytest

pytest.importorskip("simcord", reason="the demo extra is not installed")

import simcord

from bot.demo.ports import SimulatedClock, SimulatedWaiting


async def value() -> str:
    return "done"


class Waiter(discord.Client):
    """Waits in its own task, once plainly declared and once nested."""

    def __init__(self, waiting: SimulatedWaiting) -> None:
        super().__init__(intents=discord.Intents.default())
        self.waiting = waiting
        self.gate = asyncio.Event()
        self.results: list[str] = []

    async def setup_hook(self) -> None:
        self.task = asyncio.create_task(self.work())

    async def work(self) -> None:
        await self.waiting.wait(self.gate.wait(), "the gate")
        self.results.append(await self.waiting.wait(self.nested(), "outer"))

    async def nested(self) -> str:
        return await self.waiting.wait(value(), "inner")


async def test_before_the_simulation_the_clock_is_the_machines() -> None:
    clock = SimulatedClock()
    assert abs((discord.utils.utcnow() - clock.now()).total_seconds()) < 5


async def test_a_declared_wait_holds_nothing_open() -> None:
    clock, waiting = SimulatedClock(), SimulatedWaiting()
    client = Waiter(waiting)
    async with simcord.run(discord.Client(intents=discord.Intents.default())) as env:
        clock.attach(env)
        waiting.attach(env)
        await env.restart_bot(client)
        before = clock.now()
        await env.advance_time(60)
        assert (clock.now() - before).total_seconds() == 60
        client.gate.set()
        await env.settle()
    assert client.results == ["done"]


async def test_work_outside_the_simulation_just_waits() -> None:
    waiting = SimulatedWaiting()
    assert await waiting.wait(value(), "nothing yet") == "done"
    async with simcord.run(discord.Client(intents=discord.Intents.default())) as env:
        waiting.attach(env)
        assert await waiting.wait(value(), "a driver's own") == "done"


async def test_an_error_of_the_awaited_comes_through() -> None:
    waiting = SimulatedWaiting()

    async def refuse() -> None:
        raise simcord.SetupError("mine")

    async with simcord.run(discord.Client(intents=discord.Intents.default())) as env:
        waiting.attach(env)
        with pytest.raises(simcord.SetupError, match="mine"):
            await waiting.wait(refuse(), "fails")
