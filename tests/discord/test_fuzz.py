"""Nonsense of every kind, in every command, button and form: each is answered once, and nothing fails.

``QUIRE_FUZZ=10000`` tries as many; without it there are fewer, from the same seeds.
"""

import asyncio
import logging
import os
import traceback
from collections import Counter
from collections.abc import AsyncIterator
from random import Random
from typing import Any

import pytest
import pytest_asyncio
import simcord
import structlog

from bot.settings import Settings
from tests.discord.conftest import World
from tests.discord.every_way import asked, finished
from tests.discord.fuzzing import Fuzzer
from tests.discord.scene import Scene, prepared
from tests.discord.verses import sort_words

TRIED = int(os.environ.get("QUIRE_FUZZ", "600"))
ROUND = 300
"""Inputs in one world: after more of them little is left to be done in it."""
HOUR = 3600.0
LOADING = 1 << 7
"""Discord's flag of an answer that was promised and has not come."""


@pytest.fixture(scope="module", autouse=True)
def words() -> None:
    sort_words()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the Message Content intent, so that talk is looked at as well."""
    return settings.model_copy(update={"content_intent": True})


@pytest_asyncio.fixture
async def scene(world: World) -> AsyncIterator[Scene]:
    scene = await prepared(world)
    yield scene
    scene.witness.close()


async def something_else(fuzzer: Fuzzer, world: World) -> None:
    """Let time pass, let somebody talk, or start the bot anew, each now and then."""
    match fuzzer.chance.choices(["nothing", "time", "talk", "restart"], [80, 12, 7, 1])[0]:
        case "time":
            await world.env.advance_time(fuzzer.chance.choice([60.0, HOUR, 7 * HOUR, 30 * HOUR]))
        case "talk":
            said = fuzzer.text().replace("\0", "")[:2000]
            if said.strip():
                place = fuzzer.chance.choice([world.room, world.thread])
                await fuzzer.scene.clare.send(place, said)
        case "restart":
            await world.restart()


class Watch:
    """Notes what failed and what was not answered exactly once."""

    def __init__(self, world: World, caplog: pytest.LogCaptureFixture) -> None:
        self.world = world
        self.caplog = caplog
        self.heard = len(world.env.http_requests)
        self.refused = 0

    def problems(self, records: list[Any], log: list[Any]) -> list[str]:
        """Judge one lot of inputs."""
        self.refused += sum(entry["event"] == "interaction.refused" for entry in log)
        found = [told(entry) for entry in log if entry["log_level"] in ("error", "critical")]
        found += [f"{record.getMessage()} {record.exc_info}" for record in self.caplog.records]
        self.caplog.clear()
        paths = [request.path.split("/") for request in self.world.env.http_requests[self.heard :]]
        self.heard = len(self.world.env.http_requests)
        first = Counter(path[2] for path in paths if path[1] == "interactions")
        for record in records:
            if first[str(record.id)] != 1 or not record.responded:
                found.append(f"answered {first[str(record.id)]} times: {record}")
            elif self.awaited(record):
                found.append(f"promised, never answered: {record}")
        return found

    async def patience(self, records: list[Any]) -> None:
        """Wait a while for answers that were promised: lines of a poem take their time."""
        for _ in range(1000):
            if not any(map(self.awaited, records)):
                return
            await asyncio.sleep(0.02)
            await self.world.env.settle()

    def awaited(self, record: Any) -> bool:
        """Tell whether an answer was promised and has not come."""
        if record.message_id is None:
            return False
        result = simcord.InteractionResult(self.world.env, record)
        return result.response is not None and bool(result.response.flags.value & LOADING)


def told(entry: Any) -> str:
    """Return a line of the log, with where the error came from."""
    error = entry.get("exc_info")
    trace = traceback.format_exception(error)[-4:] if isinstance(error, BaseException) else []
    return "".join([f"{dict(entry)}\n", *trace])


@pytest.mark.parametrize("seed", range(-(-TRIED // ROUND)))
async def test_nothing_fails(scene: Scene, seed: int, caplog: pytest.LogCaptureFixture) -> None:
    world = scene.world
    fuzzer = Fuzzer(scene, Random(seed), await asked(scene), world.app.bot.router.kinds)
    for member in (world.basho, world.mod, scene.manager):
        await member.slash(world.room, "settings timezone", zone="Europe/Berlin")
    caplog.set_level(logging.ERROR)
    watch, tried = Watch(world, caplog), 0
    wrong: list[str] = []
    while tried < min(ROUND, TRIED):
        fuzzer.sent.clear()
        with structlog.testing.capture_logs() as log:
            records = [fuzzer.next() for _ in range(fuzzer.chance.randint(1, 6))]
            await world.env.settle()
            await finished(world)
            await watch.patience(records)
            problems = watch.problems(records, log)
            await something_else(fuzzer, world)
        tried += len(records)
        if problems:
            wrong.append("\n".join([f"seed {seed}, after {tried}:", *problems, *fuzzer.sent]))
        for record in records:
            fuzzer.learn(record)
    assert not wrong, "\n\n".join(wrong[:20])
    assert watch.refused < tried * 0.8, "hardly anything goes as far as being done"
