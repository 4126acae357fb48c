"""The real weights: a text is its seed's, whatever else is written beside it, joins, leaves or fails."""

import asyncio
import gc
import random
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.generation.factory import create_muse
from bot.generation.local.engine import ROWS, LocalEngine
from bot.generation.muse import EndReason, GenerationFailedError, Muse, Request, Sampling, Stream
from bot.generation.worker import WorkerMuse
from bot.settings import Settings
from tests.gpu import needs_gpu

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

STORY = "The lighthouse keeper had not spoken for three winters. Tonight the lamp would not light. "
WAYS = [("int8", "cpu"), ("fp32", "cpu")] + [
    pytest.param((precision, "cuda"), marks=needs_gpu) for precision in ("bf16", "fp32")
]
LONG = STORY + "She counted the steps again, and there was one more than yesterday. " * 20


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=WAYS, ids=" on ".join)
async def muse(request: pytest.FixtureRequest, default_model: Settings) -> AsyncIterator[Muse]:
    muse = create_muse(
        default_model.model_copy(
            update={
                "precision": request.param[0],
                "device": request.param[1],
                "queue_limit": 99,
                "member_limit": 99,
                "guild_limit": 99,
            }
        )
    )
    await muse.start()
    yield muse
    await muse.close()


def wish(seed: int, text: str = STORY, tokens: int = 24, **sampling: Any) -> Request:
    settings = Sampling(max_tokens=tokens, seed=seed, dry=0.8, min_p=0.02, **sampling)
    return Request(1, seed, "test/1", settings, text=text)


async def read(stream: Stream) -> str:
    async with asyncio.timeout(120):
        return "".join([piece.text async for piece in stream])


async def test_beside_others_a_text_is_the_same_as_alone(muse: Muse) -> None:
    wishes = [wish(seed, (STORY * (1 + seed % 5))[seed % 7 :], 8 + 2 * seed) for seed in range(8)]
    alone = [await read(muse.ask(one)) for one in wishes]
    assert len(set(alone)) == len(alone)
    together = await asyncio.gather(*(read(muse.ask(one)) for one in wishes))
    assert list(together) == alone
    late = [muse.ask(wishes[number]) for number in (3, 1, 2)]
    await asyncio.sleep(0.1)
    more = [muse.ask(wishes[number]) for number in (7, 0)]
    assert [await read(stream) for stream in late + more] == [alone[number] for number in (3, 1, 2, 7, 0)]


async def test_candidates_share_one_reading_and_each_is_as_if_alone(muse: Muse) -> None:
    wishes = [replace(wish(seed, LONG, 14), member_id=1) for seed in range(4)]
    streams = muse.ask_all(wishes)
    texts = [await read(stream) for stream in streams]
    assert len(set(texts)) == 4
    assert [await read(muse.ask(one)) for one in wishes] == texts
    assert {stream.receipt.prompt_tokens for stream in streams if stream.receipt} == {
        streams[0].receipt.prompt_tokens if streams[0].receipt else 0
    }


async def test_a_story_that_went_on_reuses_its_beginning_and_says_the_same(muse: Muse) -> None:
    later = wish(5, LONG + "Then the bell rang twice.")
    fresh = await read(muse.ask(later))
    await read(muse.ask(wish(6, LONG)))
    assert await read(muse.ask(later)) == fresh


async def test_stops_and_masks_are_each_rows_own(muse: Muse) -> None:
    class Only:
        """Lets two tokens take turns, then the end."""

        def __init__(self, table: Any) -> None:
            texts = table.texts()
            self._order = [texts.index(" sea"), texts.index(" calm")] * 3 + [min(table.endings)]

        def allowed(self) -> list[int]:
            return [self._order[0]]

        def add(self, token: int) -> None:
            assert token == self._order.pop(0)

    plain = await read(muse.ask(wish(3)))
    word = plain.split()[4]
    masked, stopped, free = (
        muse.ask(replace(wish(1), mask=Only)),
        muse.ask(replace(wish(3), stop=(word,))),
        muse.ask(wish(3)),
    )
    assert await read(masked) == " sea calm sea calm sea calm"
    assert await read(stopped) == plain[: plain.index(word)]
    assert await read(free) == plain
    assert masked.receipt is not None
    assert stopped.receipt is not None
    assert masked.receipt.end is stopped.receipt.end is EndReason.STOP


async def test_fifty_rows_that_join_leave_and_fail_leave_nothing_behind(default_model: Settings) -> None:
    class Failing:
        """A mask that gives up after some tokens, as a mistake in one would."""

        def __init__(self, table: Any) -> None:
            self._left = 3

        def allowed(self) -> None:
            if not self._left:
                raise ValueError("a mask's own mistake")

        def add(self, token: int) -> None:
            self._left -= 1

    chance = random.Random(11)
    before = set(threading.enumerate())
    engine = LocalEngine(default_model)
    muse = WorkerMuse(engine, queue_limit=99)
    await muse.start()
    expected: dict[int, str] = {}
    tasks = []

    async def one(number: int) -> None:
        await asyncio.sleep(chance.random() * 3)
        kind = chance.choice(["whole", "whole", "cancel", "leave", "fail"])
        request = wish(number % 6, STORY * (1 + number % 3), tokens=12 + number % 6)
        if kind == "fail":
            with pytest.raises(GenerationFailedError):
                await read(muse.ask(replace(request, mask=Failing)))
            return
        stream = muse.ask(request)
        if kind == "whole":
            key = (number % 6) * 100 + number % 3
            text = await read(stream)
            assert expected.setdefault(key, text) == text
            return
        async for piece in stream:
            if piece.tokens >= 1 + number % 5:
                if kind == "leave":
                    break
                stream.cancel()
        else:
            assert stream.receipt is not None
            assert stream.receipt.tokens < request.sampling.max_tokens

    tasks = [asyncio.create_task(one(number)) for number in range(50)]
    await asyncio.gather(*tasks)
    assert len(expected) >= 5
    async with asyncio.timeout(10):
        while muse.status().running:  # noqa: ASYNC110 - those who left are freed at the next step
            await asyncio.sleep(0.01)
    loop = engine._loop
    assert loop is not None
    assert not loop._rows
    assert loop._prompts.oldest is None
    assert muse.status().waiting == 0
    await muse.close()
    async with asyncio.timeout(10):
        while not set(threading.enumerate()) <= before:  # noqa: ASYNC110 - what waited for it ends a moment later
            await asyncio.sleep(0.01)
    del loop
    gc.collect()
    assert engine._loop is None


async def test_a_cancelled_row_is_gone_at_the_next_step(default_model: Settings) -> None:
    engine = LocalEngine(default_model)
    engine.load(lambda: None)
    for number in range(3):
        engine.admit(number, wish(number))
    while sum(bool(step.tokens) for step in engine.step()) < 3:
        pass
    engine.drop(1)
    assert {step.row_id for step in engine.step()} == {0, 2}
    assert engine.capacity == ROWS
