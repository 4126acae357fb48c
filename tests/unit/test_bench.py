"""What the benchmark of the muse counts, on texts and on the scripted muse."""

import asyncio
import time
from dataclasses import replace
from itertools import islice

import pytest

from bot.bench import generation as bench
from bot.bench.material import excerpts
from bot.bench.repetition import diversity, rep
from bot.bench.rivals import Rival
from bot.generation.muse import Sampling
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse


def test_rep_counts_what_stood_before() -> None:
    assert rep(["a b c d e"], 4) == 0
    assert rep(["a b a b a b"], 2) == pytest.approx(1 - 2 / 5)
    assert rep(["a b c d a b c d", "e f g h"], 4) == pytest.approx(1 / 6)
    assert rep(["a b"], 4) == 0
    assert diversity(["a b a b a b"]) == pytest.approx((2 / 5) * (2 / 4) * (2 / 3))


def test_excerpts_are_of_their_length_and_do_not_end() -> None:
    text = "\n".join(f"line {number} of the long poem here" for number in range(53)) + "\nNo\n"
    pieces = list(islice(excerpts(text, 20), 30))
    assert all(20 <= len(piece.split()) < 30 for piece in pieces)
    assert "No" not in " ".join(pieces)
    assert len(set(pieces)) > 10


async def test_speed_is_tokens_over_time_and_four_candidates_are_timed_whole() -> None:
    muse = WorkerMuse(ScriptedEngine(pace=0.001), queue_limit=99)
    await bench.ready(muse)
    race, speeds = bench.Race("one line of verse that is long\n" * 20), bench.Speeds()
    await race.single(bench.MuseWriter(muse), speeds)
    await race.many(bench.MuseWriter(muse), speeds)
    await race.candidates(bench.MuseWriter(muse, together=True), speeds)
    assert 0 < speeds.single[0] < 1000  # a word takes a millisecond at least
    assert speeds.many[0] > 2 * speeds.single[0]
    assert speeds.candidates[0] > bench.CANDIDATE_TOKENS / 1000
    await muse.close()


async def test_a_rival_writes_one_at_a_time_off_the_loop() -> None:
    running = 0

    def write(text: str, sampling: Sampling) -> int:
        nonlocal running
        running += 1
        assert running == 1
        time.sleep(0.01)
        running -= 1
        return len(text)

    rival = Rival(write)
    lags: list[float] = []
    async with bench.lag(lags):
        assert await rival.write_all(["a", "bb", "ccc"], [Sampling()] * 3) == 6
    rival.close()
    assert len(lags) >= 5


async def test_a_blocked_loop_shows_as_lag() -> None:
    lags: list[float] = []
    async with bench.lag(lags):
        await asyncio.sleep(0.01)
        time.sleep(0.05)  # noqa: ASYNC251 - that is what is to be seen
        await asyncio.sleep(0.01)
    assert max(lags) > 0.03


async def test_continuations_are_each_of_their_own_text_and_seed() -> None:
    muse = WorkerMuse(ScriptedEngine(), queue_limit=99)
    await bench.ready(muse)
    done: list[None] = []
    verse = "\n".join(f"verse number {number} goes on" for number in range(60))
    found = await bench.continuations(muse, verse, replace(bench.SPEED), 12, lambda: done.append(None))
    assert len(done) == 12
    assert 0 <= found[0] < 0.2 < found[1] <= 1
    await muse.close()
