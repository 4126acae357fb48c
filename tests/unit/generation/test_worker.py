"""The queue, the thread and cancellation, on the scripted engine: the same worker that runs torch."""

import asyncio
import random
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.domain.story import MUSE_ID
from bot.errors import ModelError
from bot.generation.engine import Checkpoint, Engine, RowStep
from bot.generation.factory import create_muse
from bot.generation.muse import (
    Ability,
    EndReason,
    GenerationFailedError,
    MuseState,
    MuseUnavailableError,
    OverloadedError,
    QuotaReachedError,
    Request,
    Sampling,
    Stream,
    UnsupportedError,
)
from bot.generation.scripted import ScriptedEngine, scripted_text
from bot.generation.worker import WorkerMuse
from bot.settings import Settings


def wish(seed: int = 0, *, guild: int = 1, member: int = 1) -> Request:
    return Request(guild, member, "continuation/1", Sampling(seed=seed), text="It was late.")


async def read(stream: Stream) -> str:
    async with asyncio.timeout(10):
        return "".join([piece.text async for piece in stream])


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop run until ``condition()`` holds, ten seconds at most."""
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came to hold")


def muse_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("quire-muse")]


@asynccontextmanager
async def running(engine: Engine, *, queue_limit: int = 8, start: bool = True) -> AsyncIterator[WorkerMuse]:
    muse = WorkerMuse(engine, queue_limit=queue_limit)
    if start:
        await muse.start()
    try:
        yield muse
    finally:
        await muse.close()
        await until(lambda: not muse_threads())


async def test_a_request_comes_back_word_by_word_with_its_receipt() -> None:
    async with running(ScriptedEngine()) as muse:
        stream = muse.ask(wish(3))
        assert stream.receipt is None
        pieces = [piece async for piece in stream]
        assert "".join(piece.text for piece in pieces) == scripted_text(wish(3))
        assert [piece.tokens for piece in pieces] == list(range(1, len(pieces) + 1))
        receipt = stream.receipt
        assert receipt is not None
        assert (receipt.model, receipt.template, receipt.sampling) == (
            "scripted",
            "continuation/1",
            Sampling(seed=3),
        )
        assert (receipt.prompt_tokens, receipt.tokens, receipt.end) == (3, len(pieces), EndReason.STOP)
        assert stream.place == 0
        status = muse.status()
        assert (status.state, status.waiting, status.running) == (MuseState.READY, 0, 0)
        assert status.tokens_per_second is not None


async def test_a_full_queue_refuses_at_once_with_its_length() -> None:
    async with running(ScriptedEngine(hold_after=2, capacity=1), queue_limit=3) as muse:
        running_stream = muse.ask(wish())
        await until(lambda: muse.status().running == 1)
        for _ in range(3):
            muse.ask(wish())
        with pytest.raises(OverloadedError) as refused:
            muse.ask(wish())
        assert refused.value.waiting == 3
        running_stream.cancel()
        await read(running_stream)
        await until(lambda: muse.status().waiting == 2)
        muse.ask(wish())


async def test_places_are_those_of_the_order_of_service() -> None:
    async with running(ScriptedEngine(hold_after=1, capacity=1)) as muse:
        muse.ask(wish(guild=9, member=9))
        await until(lambda: muse.status().running == 1)
        first = muse.ask(wish(guild=1, member=10))
        second = muse.ask(wish(guild=1, member=10))
        other = muse.ask(wish(guild=2, member=20))
        assert (first.place, second.place, other.place) == (1, 3, 2)
        assert muse.status(10).places == (1, 3)
        assert muse.status(20).places == (2,)
        assert muse.status(77).places == muse.status().places == ()
        first.cancel()
        assert (first.place, second.place, other.place) == (0, 1, 2)


async def test_a_waiting_request_is_cancelled_at_once_and_never_runs() -> None:
    async with running(ScriptedEngine(hold_after=1, capacity=1)) as muse:
        muse.ask(wish())
        await until(lambda: muse.status().running == 1)
        waiting = muse.ask(wish(5))
        waiting.cancel()
        waiting.cancel()
        assert muse.status().waiting == 0
        assert await read(waiting) == ""
        assert waiting.receipt is not None
        assert (waiting.receipt.end, waiting.receipt.tokens) == (EndReason.CANCELLED, 0)


async def test_a_running_request_is_cancelled_and_keeps_what_it_has() -> None:
    async with running(ScriptedEngine(hold_after=4)) as muse:
        stream = muse.ask(wish(1))
        got = []
        async for piece in stream:
            got.append(piece.text)
            if piece.tokens == 4:
                stream.cancel()
        assert "".join(got).split() == scripted_text(wish(1)).split()[:4]
        assert stream.receipt is not None
        assert (stream.receipt.end, stream.receipt.tokens) == (EndReason.CANCELLED, 4)
        assert muse.status().running == 0


async def test_cancelling_does_not_wait_for_a_slow_pace() -> None:
    async with running(ScriptedEngine(pace=3600)) as muse:
        stream = muse.ask(wish(1))
        await until(lambda: muse.status().running == 1)
        stream.cancel()
        assert await read(stream) == ""
        assert stream.receipt is not None
        assert stream.receipt.end is EndReason.CANCELLED


async def test_a_reader_who_leaves_cancels_its_request() -> None:
    async with running(ScriptedEngine(hold_after=2)) as muse:
        stream = muse.ask(wish())
        reader = asyncio.create_task(read(stream))
        await until(lambda: muse.status().running == 1)
        reader.cancel()
        await until(lambda: stream.receipt is not None and stream.receipt.end is EndReason.CANCELLED)


async def test_a_held_row_goes_on_when_released() -> None:
    engine = ScriptedEngine(hold_after=2)
    async with running(engine) as muse:
        stream = muse.ask(wish(8))
        await until(lambda: muse.status().running == 1)
        engine.release()
        assert await read(stream) == scripted_text(wish(8))


class FailingEngine(ScriptedEngine):
    """Fails where a request's seed says so: 1 when admitted, 2 alone in a step, 3 with the whole step."""

    def __init__(self) -> None:
        super().__init__()
        self._seeds: dict[int, int] = {}

    def admit(self, row_id: int, request: Request) -> int:
        self._seeds[row_id] = request.sampling.seed
        if request.sampling.seed == 1:
            raise RuntimeError("out of memory")
        return super().admit(row_id, request)

    def step(self) -> Sequence[RowStep]:
        steps = [
            replace(step, failure=RuntimeError("row")) if self._seeds[step.row_id] == 2 else step
            for step in super().step()
        ]
        if any(self._seeds[step.row_id] == 3 for step in steps):
            raise RuntimeError("step")
        return steps


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_failing_request_tells_its_reader_and_the_worker_goes_on(seed: int) -> None:
    async with running(FailingEngine()) as muse:
        failing = muse.ask(wish(seed))
        with pytest.raises(GenerationFailedError):
            await read(failing)
        assert failing.receipt is None
        assert muse.status().running == 0
        assert await read(muse.ask(wish(9))) == scripted_text(wish(9))
        assert muse.status().state is MuseState.READY


class Panic(BaseException):
    """What a library written in another language may raise."""


class PanickingEngine(ScriptedEngine):
    def admit(self, row_id: int, request: Request) -> int:
        if request.sampling.seed == 1:
            raise Panic
        return super().admit(row_id, request)


async def test_a_panic_costs_its_own_row_only() -> None:
    async with running(PanickingEngine()) as muse:
        with pytest.raises(GenerationFailedError):
            await read(muse.ask(wish(1)))
        assert await read(muse.ask(wish(2))) == scripted_text(wish(2))
        assert muse.status().state is MuseState.READY


class StickyEngine(ScriptedEngine):
    def drop(self, row_id: int) -> None:
        raise RuntimeError("it does not let go")


async def test_a_reader_is_told_even_if_the_engine_does_not_let_go() -> None:
    async with running(StickyEngine(hold_after=2)) as muse:
        held = muse.ask(wish(1))
        pieces = aiter(held)
        await anext(pieces)
        held.cancel()
        async with asyncio.timeout(5):
            async for _piece in pieces:
                pass
        assert held.receipt is not None


async def test_a_stream_is_read_once() -> None:
    async with running(ScriptedEngine()) as muse:
        stream = muse.ask(wish(1))
        await read(stream)
        with pytest.raises(RuntimeError, match="once"):
            await read(stream)


class SlowlyLoading(ScriptedEngine):
    """Loads until told to go on; then fails where it was given a failure."""

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.failure = failure

    def load(self, checkpoint: Checkpoint) -> None:
        while not self.go_on.wait(0.005):
            checkpoint()
        if self.failure is not None:
            raise self.failure


async def test_requests_made_while_it_loads_wait_and_are_served() -> None:
    engine = SlowlyLoading()
    async with running(engine, start=False) as muse:
        early = muse.ask(wish(1))
        await muse.start()
        await muse.start()
        later = muse.ask(wish(2))
        assert (muse.status().state, early.place, later.place) == (MuseState.LOADING, 1, 2)
        engine.go_on.set()
        assert await read(early) == scripted_text(wish(1))
        assert await read(later) == scripted_text(wish(2))


@pytest.mark.parametrize(
    ("failure", "problem"),
    [
        (ModelError("Run `quire model fetch`."), "Run `quire model fetch`."),
        (RuntimeError("x"), "RuntimeError"),
    ],
)
async def test_when_loading_fails_every_waiter_is_told(failure: Exception, problem: str) -> None:
    engine = SlowlyLoading(failure)
    async with running(engine) as muse:
        waiters = [muse.ask(wish(seed)) for seed in range(3)]
        engine.go_on.set()
        for waiter in waiters:
            with pytest.raises(GenerationFailedError):
                await read(waiter)
        status = muse.status()
        assert (status.state, status.waiting) == (MuseState.FAILED, 0)
        assert status.problem is not None
        assert problem in status.problem
        with pytest.raises(MuseUnavailableError):
            muse.ask(wish())


@pytest.mark.parametrize("start", [True, False], ids=["started", "never started"])
async def test_close_ends_every_stream_and_may_be_repeated(start: bool) -> None:
    async with running(ScriptedEngine(hold_after=2, capacity=1), start=start) as muse:
        streams = [muse.ask(wish(seed)) for seed in range(3)]
        if start:
            await until(lambda: muse.status().running == 1)
        await muse.close()
        await muse.close()
        for stream in streams:
            await read(stream)
            assert stream.receipt is not None
            assert stream.receipt.end is EndReason.CANCELLED
        assert muse.status().state is MuseState.OFF
        with pytest.raises(MuseUnavailableError):
            muse.ask(wish())
        with pytest.raises(MuseUnavailableError):
            await muse.start()


async def test_close_while_loading_does_not_wait_for_the_load() -> None:
    engine = SlowlyLoading()
    async with running(engine) as muse:
        stream = muse.ask(wish())
        await muse.close()
        assert await read(stream) == ""
        assert not engine.go_on.is_set()


async def test_a_request_is_either_a_conversation_or_a_text() -> None:
    async with running(ScriptedEngine()) as muse:
        with pytest.raises(ValueError, match="messages or text"):
            muse.ask(replace(wish(), text=""))
        with pytest.raises(ValueError, match="one token"):
            muse.ask(replace(wish(), sampling=Sampling(max_tokens=0)))


async def test_many_joins_leaves_and_failures_leave_nothing_behind() -> None:
    chance = random.Random(4)
    tasks_before = asyncio.all_tasks()
    engine = FailingEngine()
    async with running(engine, queue_limit=400) as muse:

        async def one(seed: int) -> None:
            stream = muse.ask(wish(seed, guild=seed % 7))
            try:
                async for piece in stream:
                    if seed % 3 == 0 and piece.tokens > seed % 11:
                        stream.cancel()
            except GenerationFailedError:
                return
            assert stream.receipt is not None

        readers = [asyncio.create_task(one(chance.choice([1, 2, 3, *range(4, 40)]))) for _ in range(200)]
        await asyncio.sleep(0)
        for reader in chance.sample(readers, 30):
            reader.cancel()
        results = await asyncio.gather(*readers, return_exceptions=True)
        assert all(result is None or isinstance(result, asyncio.CancelledError) for result in results)
        await until(lambda: muse.status().running == 0)
        assert muse.status().waiting == 0
        assert not engine._rows
    assert asyncio.all_tasks() == tasks_before


async def test_the_factory_makes_what_the_settings_say(settings: Settings) -> None:
    off = create_muse(settings.model_copy(update={"muse": "off"}))
    await off.start()
    assert off.status().state is MuseState.OFF
    with pytest.raises(MuseUnavailableError):
        off.ask(wish())
    await off.close()
    assert create_muse(settings, pace=0.1).status().model == "scripted"
    local = create_muse(settings.model_copy(update={"muse": "local", "model": "gpt2"}))
    assert local.status().model == "gpt2"


async def test_requests_asked_together_have_one_place_and_run_side_by_side() -> None:
    async with running(ScriptedEngine(hold_after=1, capacity=3)) as muse:
        before = muse.ask_all([wish(1), wish(2)])
        await until(lambda: muse.status().running == 2)
        together = muse.ask_all([wish(seed, member=2) for seed in range(3)])
        last = muse.ask(wish(9, member=3))
        # One row is free, but three belong together; the next in the line does not overtake them.
        await until(lambda: muse.status().tokens_per_second is not None)
        assert [stream.place for stream in (*together, last)] == [1, 1, 1, 2]
        assert (muse.status().running, muse.status().waiting) == (2, 2)
        before[0].cancel()
        together[0].cancel()
        assert await read(together[0]) == ""
        await until(lambda: muse.status().running == 3)
        assert [stream.place for stream in (*together, last)] == [0, 0, 0, 1]


async def test_who_stood_behind_a_wish_that_leaves_begins_at_once() -> None:
    async with running(ScriptedEngine(hold_after=1, capacity=3)) as muse:
        muse.ask_all([wish(1), wish(2)])
        await until(lambda: muse.status().tokens_per_second is not None)
        together = muse.ask_all([wish(seed, member=2) for seed in range(2)])
        behind = muse.ask(wish(9, member=3))
        await until(lambda: behind.place == 2)
        await asyncio.sleep(0.05)  # the engine waits again, and hears nothing until it must
        together[0].cancel()
        await until(lambda: muse.status().running == 3)  # the half that is left has room
        muse.ask_all([wish(seed, member=4) for seed in range(2)])
        assert (together[1].place, behind.place) == (0, 1)


async def test_a_wish_that_is_larger_than_the_engine_is_served_alone() -> None:
    async with running(ScriptedEngine(capacity=2)) as muse:
        streams = muse.ask_all([wish(seed) for seed in range(5)])
        assert [await read(stream) for stream in streams] == [scripted_text(wish(seed)) for seed in range(5)]


async def test_quotas_are_a_members_and_a_guilds_and_come_back() -> None:
    muse = WorkerMuse(ScriptedEngine(hold_after=1), queue_limit=50, member_limit=2, guild_limit=3)
    await muse.start()
    first = muse.ask_all([wish(1, member=1), wish(2, member=1)])
    muse.ask(wish(member=1))
    with pytest.raises(QuotaReachedError) as refused:
        muse.ask(wish(member=1))
    assert (refused.value.scope, refused.value.limit) == ("member", 2)
    muse.ask(wish(member=2))
    with pytest.raises(QuotaReachedError) as refused:
        muse.ask(wish(member=3))
    assert (refused.value.scope, refused.value.limit) == ("guild", 3)
    muse.ask(wish(member=1, guild=2))  # elsewhere they are another guest
    first[0].cancel()
    await read(first[0])
    with pytest.raises(QuotaReachedError):  # the other half of that wish is still written
        muse.ask(wish(member=1))
    first[1].cancel()
    await read(first[1])
    muse.ask(wish(member=1))
    await muse.close()


class Thinking(ScriptedEngine):
    """Takes its time for a step and hears nobody meanwhile, as a model does."""

    def __init__(self) -> None:
        super().__init__(hold_after=1)
        self.go_on = threading.Event()

    def step(self) -> Sequence[RowStep]:
        self.go_on.wait(10)
        return super().step()


async def test_a_wish_that_was_stopped_counts_no_more() -> None:
    engine = Thinking()
    muse = WorkerMuse(engine, queue_limit=50, member_limit=1)
    await muse.start()
    both = muse.ask_all([wish(1), wish(2)])
    await until(lambda: muse.status().running == 2)
    both[0].cancel()
    with pytest.raises(QuotaReachedError):
        muse.ask(wish(3))
    both[1].cancel()
    another = muse.ask(wish(3))
    engine.go_on.set()
    engine.release()
    assert await read(another) == scripted_text(wish(3))
    await muse.close()


async def test_the_muses_turns_in_many_stories_are_no_members_wishes() -> None:
    muse = WorkerMuse(ScriptedEngine(hold_after=1), queue_limit=50, member_limit=1, guild_limit=3)
    await muse.start()
    for seed in range(3):
        muse.ask(wish(seed, member=MUSE_ID))
    with pytest.raises(QuotaReachedError) as refused:
        muse.ask(wish(member=MUSE_ID))
    assert refused.value.scope == "guild"
    await muse.close()


async def test_an_hours_quotas_tell_when_to_come_back_and_the_muses_own_turns_are_the_guilds() -> None:
    muse = WorkerMuse(ScriptedEngine(), queue_limit=50, member_hourly=2, guild_hourly=5)
    await muse.start()
    for _ in range(2):
        await read(muse.ask(wish(member=1)))
    with pytest.raises(QuotaReachedError) as refused:
        muse.ask(wish(member=1))
    assert refused.value.scope == "member"
    assert 3500 < (refused.value.seconds or 0) <= 3600
    for _ in range(3):
        await read(muse.ask(wish(member=MUSE_ID)))
    with pytest.raises(QuotaReachedError) as refused:
        muse.ask(wish(member=2))
    assert refused.value.scope == "guild"
    await read(muse.ask(wish(member=1, guild=2)))
    await muse.close()


async def test_one_guild_asks_fifty_times_another_once() -> None:
    async with running(ScriptedEngine(hold_after=1, capacity=1), queue_limit=99) as muse:
        busy = [muse.ask(wish(seed, guild=1, member=seed % 5)) for seed in range(50)]
        await until(lambda: muse.status().running == 1)
        once = muse.ask(wish(guild=2, member=77))
        assert once.place <= 2
        for stream in busy:
            stream.cancel()


async def test_a_wait_is_told_from_measured_speed() -> None:
    engine = ScriptedEngine(pace=0.002, capacity=1)
    async with running(engine) as muse:
        assert muse.status().wait_seconds == 0.0
        await read(muse.ask(wish(1)))
        engine._hold_after = 0
        held = muse.ask(wish(2))
        await until(lambda: muse.status().running == 1)
        second, third = muse.ask(wish(3, member=3)), muse.ask(wish(4, member=4))
        assert held.wait_seconds == 0.0
        assert second.wait_seconds is not None
        assert third.wait_seconds is not None
        # A word takes 2 ms at least, and the first text used a part of its 120 words.
        assert 0.02 < second.wait_seconds < third.wait_seconds < muse.status().wait_seconds  # type: ignore[operator]
        assert muse.status(3).wait_seconds == second.wait_seconds
        engine.release()
        await read(third)
        assert third.wait_seconds == 0.0


async def test_who_finds_a_free_place_is_told_of_no_wait() -> None:
    async with running(ScriptedEngine(pace=0.002, capacity=2)) as muse:
        await read(muse.ask(wish(1)))
        first, second, third = (muse.ask(wish(seed, member=seed)) for seed in (2, 3, 4))
        assert first.wait_seconds == second.wait_seconds == 0.0
        assert third.wait_seconds is not None
        assert third.wait_seconds > 0.02


class InTurn(ScriptedEngine):
    """Tells what each of its rows made by itself, as a server does."""

    def step(self) -> Sequence[RowStep]:
        self._due = 0.0
        if not self._rows or self._wake.wait(0.004):
            self._wake.clear()
            return ()
        row_id = next(iter(self._rows))
        self._rows[row_id] = self._rows.pop(row_id)
        return [self._advance(row_id)]


async def test_the_speed_is_that_of_one_text_however_many_there_are() -> None:
    async with running(InTurn()) as muse:
        await asyncio.gather(*[read(stream) for stream in muse.ask_all([wish(seed) for seed in range(4)])])
        speed = muse.status().tokens_per_second
        assert speed is not None
        assert speed < 1 / 0.004 / 2  # four share what is made, two of them to the end


class NarrowEngine(ScriptedEngine):
    """Has memory for two rows only."""

    def step(self) -> Sequence[RowStep]:
        if len(self._rows) > 2:
            raise MemoryError("no room")
        return super().step()


async def test_out_of_memory_costs_the_newest_rows() -> None:
    async with running(NarrowEngine()) as muse:
        streams = muse.ask_all([wish(seed) for seed in range(4)])
        assert [await read(stream) for stream in streams[:2]] == [scripted_text(wish(n)) for n in range(2)]
        for stream in streams[2:]:
            with pytest.raises(GenerationFailedError, match="MemoryError"):
                await read(stream)
        assert await read(muse.ask(wish(7))) == scripted_text(wish(7))


class WithoutTokens(ScriptedEngine):
    @property
    def abilities(self) -> frozenset[Ability]:
        return frozenset({Ability.REPLAY})


async def test_what_an_engine_cannot_do_is_refused_at_once() -> None:
    async with running(WithoutTokens()) as muse:
        with pytest.raises(UnsupportedError) as refused:
            muse.ask(replace(wish(), mask=lambda table: None))  # type: ignore[arg-type,return-value]
        assert refused.value.ability is Ability.MASK
        with pytest.raises(ValueError, match="one member's"):
            muse.ask_all([wish(member=1), wish(member=2)])
        with pytest.raises(ValueError, match="one member's"):
            muse.ask_all([])
