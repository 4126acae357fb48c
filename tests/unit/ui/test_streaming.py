"""Texts that are shown as they grow, and readers who leave while an edit is on its way."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio

from bot.generation.muse import Request, Sampling
from bot.generation.scripted import ScriptedEngine, scripted_text
from bot.generation.worker import WorkerMuse
from bot.ui.streaming import LiveTexts
from bot.waiting import PlainWaiting

WISH = Request(1, 1, "continuation/1", Sampling(), text="It was late.")


@pytest_asyncio.fixture
async def muse() -> AsyncIterator[WorkerMuse]:
    muse = WorkerMuse(ScriptedEngine(), queue_limit=8)
    await muse.start()
    yield muse
    await muse.close()


class Edits:
    """Edits that take until they are let through."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()
        self.done = 0

    async def show(self, texts: Sequence[str], tokens: int, speed: float) -> None:
        self.begun.set()
        await self.go_on.wait()
        self.done += 1


async def test_the_last_edit_is_waited_for(muse: WorkerMuse) -> None:
    live, edits, stream = LiveTexts(PlainWaiting(), 0.0), Edits(), muse.ask(WISH)
    following = asyncio.create_task(live.follow(live.add([stream], 9, 1), edits.show))
    async with asyncio.timeout(10):
        while stream.receipt is None:  # noqa: ASYNC110 - a stream has no event for its end
            await asyncio.sleep(0.005)
    # What was written is read piece by piece, one each turn of the loop.
    for _ in range(len(scripted_text(WISH))):
        await asyncio.sleep(0)
    assert not following.done()
    edits.go_on.set()
    assert (await following).texts == [scripted_text(WISH)]
    assert edits.done == 1


@pytest.mark.parametrize("when", ["while it is written", "after its end"])
async def test_who_is_cancelled_leaves_though_an_edit_hangs(when: str) -> None:
    engine = ScriptedEngine(hold_after=2)
    muse = WorkerMuse(engine, queue_limit=8)
    await muse.start()
    live, edits, stream = LiveTexts(PlainWaiting(), 0.0), Edits(), muse.ask(WISH)
    following = asyncio.create_task(live.follow(live.add([stream], 9, 1), edits.show))
    async with asyncio.timeout(10):
        await edits.begun.wait()
        if when == "after its end":
            engine.release()
            while stream.receipt is None:  # noqa: ASYNC110 - a stream has no event for its end
                await asyncio.sleep(0.005)
            await asyncio.sleep(0.05)
    following.cancel()
    await asyncio.wait({following}, timeout=5)
    assert following.cancelled()
    assert edits.done == 0
    assert len(asyncio.all_tasks()) == 1
    await muse.close()
