"""Many members press at the same moment: how long until each has a first answer.

The real bot on a real database file, in a simulated Discord; time is the machine's own.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.interactions import base_payload

from bot.app import App
from bot.demo.ports import SimulatedClock, SimulatedWaiting
from bot.settings import Settings

PRESSES = ("read:1:0", "join:1", "write:1:1", "list:0:0")
"""What is pressed, by every fourth member each: a page, a place in the story, the form, the stories here."""
LOOK = 0.002  # seconds between two looks at who has been answered
PATIENCE = 30.0  # seconds after which a press has failed


@dataclass
class Measured:
    """Seconds until each first answer; ``failed`` presses had none, or one that says that something broke."""

    members: int
    seconds: list[float] = field(default_factory=list)
    failed: int = 0

    def figures(self) -> dict[str, float]:
        """Return what ``quire bench interactions --json`` prints."""
        ordered = sorted(self.seconds) or [0.0]
        p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
        return {
            "members": self.members,
            "first_response_p50_ms": round(ordered[len(ordered) // 2] * 1000, 1),
            "first_response_p99_ms": round(p99 * 1000, 1),
            "failed": self.failed,
        }


async def measure(folder: Path, members: int, rounds: int, advance: Callable[[], None]) -> Measured:
    """Let ``members`` members press at once, so many times; ``advance`` is called after each time."""
    settings = Settings(_env_file=None, data_dir=folder, muse="scripted")  # type: ignore[call-arg]
    clock, waiting = SimulatedClock(), SimulatedWaiting()
    app = App(settings, clock=clock, waiting=waiting)
    await app.start()
    env = simcord.Env(app.bot)
    clock.attach(env)
    waiting.attach(env)
    await env.start()
    try:
        env.settle_timeout = PATIENCE
        guild = env.create_guild("Bench")
        room = guild.create_text_channel("writing-room")
        actors = [guild.add_member(env.create_user(f"member{number}")) for number in range(members)]
        await app.bot.tree.sync()
        begun = await actors[0].slash(room, "story start", title="The Tide", opening="The lamp went out.")
        assert begun.response is not None
        measured = Measured(members)
        for _ in range(rounds):
            await _press(env, guild.id, room.threads[-1].id, actors, measured)
            advance()
        return measured
    finally:
        await env.shutdown()
        await app.close()


async def _press(env: Any, guild_id: int, channel_id: int, actors: list[Any], measured: Measured) -> None:
    presses = []
    for number, actor in enumerate(actors):
        record, payload = base_payload(
            env.backend,
            type=discord.InteractionType.component.value,
            channel_id=channel_id,
            guild_id=guild_id,
            user_id=actor.id,
            data={"custom_id": f"q1:{PRESSES[number % len(PRESSES)]}", "component_type": 2},
        )
        presses.append((simcord.InteractionResult(env, record), payload))
    begin = time.perf_counter()
    for _, payload in presses:
        env.backend.emit("INTERACTION_CREATE", payload)
    open_ones = [result for result, _ in presses]
    while open_ones and time.perf_counter() - begin < PATIENCE:
        # The simulation's clock stands still: a thread sleeps in real time, and leaves the processor free.
        await asyncio.to_thread(time.sleep, LOOK)
        now = time.perf_counter() - begin
        answered = [result for result in open_ones if result.acknowledged]
        measured.seconds += [now] * len(answered)
        open_ones = [result for result in open_ones if not result.acknowledged]
    await env.settle()
    measured.failed += len(open_ones)
    measured.failed += sum(
        result.response is not None and "went wrong" in str(result.response.content) for result, _ in presses
    )
