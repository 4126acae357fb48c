"""The remote muse against a real HTTP server: what it asks, how texts come, end and are given up."""

import asyncio
import gc
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.generation.muse import Ability, EndReason, Message, MuseState, Sampling, UnsupportedError
from bot.generation.remote import RemoteEngine
from bot.generation.remote_text import as_conversation
from tests.unit.generation.remote_server import (
    ASK,
    QUICK,
    RemoteServer,
    chunk,
    event,
    hangs,
    listening,
    muse_threads,
    read,
    says,
    streams,
    talks_on,
    text_of,
    until,
    wish,
    working,
)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[RemoteServer]:
    async with listening() as server:
        yield server


def engine_for(server: RemoteServer, *, rows: int = 8) -> RemoteEngine:
    return RemoteEngine(server.url, "tale-1", SecretStr("sk-secret-123"), rows=rows, patience=QUICK)


async def test_a_text_comes_piece_by_piece_with_its_receipt(server: RemoteServer) -> None:
    gates = [asyncio.Event() for _ in range(3)]
    server.answer = says("It", " was", " late.", gates=gates)
    async with working(engine_for(server)) as muse:
        stream = muse.ask(wish())
        pieces = aiter(stream)
        for number, text in enumerate(("It", " was", " late."), start=1):
            gates[number - 1].set()
            piece = await asyncio.wait_for(anext(pieces), 5)
            assert (piece.text, piece.tokens) == (text, number)
        assert await anext(pieces, None) is None
        receipt = stream.receipt
        assert receipt is not None
        assert (receipt.model, receipt.tokens, receipt.end) == ("tale-1", 3, EndReason.STOP)
        assert receipt.checksum.startswith("remote:")
        assert muse.abilities == frozenset()
        assert muse.status().state is MuseState.READY
        assert muse.status().tokens_per_second is not None


async def test_what_the_server_is_told(server: RemoteServer) -> None:
    sampling = Sampling(max_tokens=77, temperature=0.3, top_p=0.6, seed=12)
    async with working(engine_for(server)) as muse:
        await read(muse.ask(wish(sampling=sampling, stop=("a", "", "b", "c", "d", "e"))))
        await read(muse.ask(wish(text="Once", sampling=sampling)))
    chat, plain = server.calls
    how = {
        "model": "tale-1",
        "max_tokens": 77,
        "temperature": 0.3,
        "top_p": 0.6,
        "seed": 12,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    said = [{"role": message.role, "content": message.content} for message in ASK]
    assert (chat.path, chat.body) == (
        "/v1/chat/completions",
        # Four stops are what the protocol allows; the fifth is looked for on our side.
        {**how, "messages": said, "stop": ["a", "b", "c", "d"]},
    )
    assert (plain.path, plain.body) == ("/v1/completions", {**how, "prompt": "Once"})
    assert chat.request.headers["Authorization"] == "Bearer sk-secret-123"


async def test_a_receipt_names_only_what_the_server_was_told(server: RemoteServer) -> None:
    told = Sampling(max_tokens=77, temperature=0.3, top_p=0.6, seed=12, top_k=0, repetition_penalty=1.0)
    async with working(engine_for(server)) as muse:
        stream = muse.ask(wish(sampling=replace(told, top_k=50, min_p=0.1, repetition_penalty=1.2, dry=0.8)))
        await read(stream)
    assert stream.receipt is not None
    assert stream.receipt.sampling == told


async def test_other_programs_settings_do_not_reach_the_server(
    server: RemoteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_BASE_URL"):
        monkeypatch.setenv(name, "http://somebody.else")
    async with working(RemoteEngine(server.url, "tale-1", patience=QUICK)) as muse:
        assert await text_of(muse.ask(wish())) == "It was late."
    headers = server.calls[0].request.headers
    assert "Authorization" not in headers
    assert "somebody.else" not in str(headers)


async def test_a_server_without_completions_is_asked_in_a_conversation(server: RemoteServer) -> None:
    server.has_completions = False
    async with working(engine_for(server)) as muse:
        assert await text_of(muse.ask(wish(text="Once upon"))) == "It was late."
        assert await text_of(muse.ask(wish(text="a time"))) == "It was late."
    # The second time it is known already.
    assert [call.is_chat for call in server.calls] == [False, True, True]
    wrapped = [Message(**message) for message in server.calls[1].body["messages"]]
    assert tuple(wrapped) == as_conversation("Once upon")
    assert wrapped[-1] == Message("user", "Once upon")


async def test_the_servers_own_count_of_tokens_is_taken(server: RemoteServer) -> None:
    server.answer = says("It was", " late.", usage=9)
    async with working(engine_for(server)) as muse:
        stream = muse.ask(wish())
        assert await text_of(stream) == "It was late."
        assert stream.receipt is not None
        assert stream.receipt.tokens == 9


async def test_the_length_is_a_reason_to_end(server: RemoteServer) -> None:
    server.answer = says("It", finish="length")
    async with working(engine_for(server)) as muse:
        stream = muse.ask(wish())
        assert await text_of(stream) == "It"
        assert stream.receipt is not None
        assert stream.receipt.end is EndReason.LENGTH


@pytest.mark.parametrize("text", ["", "Once upon"])
async def test_a_stop_holds_where_the_server_ignores_it(server: RemoteServer, text: str) -> None:
    server.answer = says("The e", "nd", " of it. TH", "E", " END and", " more", " and more", pause=0.01)
    async with working(engine_for(server)) as muse:
        stream = muse.ask(wish(text=text, stop=("THE END", "never")))
        assert await text_of(stream) == "The end of it. "
        assert stream.receipt is not None
        assert (stream.receipt.end, stream.receipt.tokens) == (EndReason.STOP, 5)
        # What it would write still is nobody's: the connection was closed.
        await asyncio.wait_for(server.calls[0].left.wait(), 5)


async def test_what_only_began_like_a_stop_is_not_lost(server: RemoteServer) -> None:
    server.answer = says("Not TH", "E", " EN")
    async with working(engine_for(server)) as muse:
        assert await text_of(muse.ask(wish(stop=("THE END",)))) == "Not THE EN"


async def test_thoughts_are_no_text_but_a_sign_of_life(server: RemoteServer) -> None:
    thought = event({"choices": [{"index": 0, "delta": {"reasoning_content": "Hm."}}]})
    call = wish()
    server.answer = lambda call: streams(thought, chunk(call, "So."), chunk(call, None, "stop"))(call)
    async with working(engine_for(server)) as muse:
        pieces = await read(muse.ask(call))
        assert [(piece.text, piece.tokens) for piece in pieces] == [("So.", 2)]


async def test_a_text_has_ended_when_the_server_says_so_and_not_when_it_hangs_up(
    server: RemoteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.generation.remote_asking.USAGE_SECONDS", 0.1)
    server.answer = lambda call: streams(chunk(call, "So."), chunk(call, None, "stop"), keep_open=True)(call)
    async with working(engine_for(server)) as muse:
        began = time.perf_counter()
        assert await text_of(muse.ask(wish())) == "So."
        assert time.perf_counter() - began < QUICK.between_tokens / 2


async def test_a_server_that_does_not_heed_the_length_is_left(server: RemoteServer) -> None:
    server.answer = talks_on(pause=0)
    async with working(engine_for(server)) as muse:
        stream = muse.ask(wish(sampling=Sampling(max_tokens=5)))
        assert len(await read(stream)) <= 20
        assert stream.receipt is not None
        assert stream.receipt.end is EndReason.LENGTH
        await asyncio.wait_for(server.calls[0].left.wait(), 5)


async def test_cancelling_in_the_middle_closes_the_connection_and_the_next_is_served(
    server: RemoteServer,
) -> None:
    server.script.append(talks_on())
    async with working(engine_for(server)) as muse:
        stream = muse.ask(wish())
        async for piece in stream:
            if piece.tokens == 3:
                stream.cancel()
        await asyncio.wait_for(server.calls[0].left.wait(), 1)
        assert stream.receipt is not None
        assert stream.receipt.end is EndReason.CANCELLED
        assert await text_of(muse.ask(wish())) == "It was late."


async def test_cancelling_before_the_first_token_closes_the_connection(server: RemoteServer) -> None:
    server.answer = hangs()
    async with working(engine_for(server)) as muse:
        stream = muse.ask(wish())
        await until(lambda: bool(server.calls))
        stream.cancel()
        assert await read(stream) == []
        await asyncio.wait_for(server.calls[0].left.wait(), 1)


async def test_dropping_closes_the_connection_without_another_step(server: RemoteServer) -> None:
    server.answer = hangs()
    engine = engine_for(server)
    await asyncio.to_thread(engine.load, lambda: None)
    engine.admit(1, wish())
    stepping = asyncio.create_task(asyncio.to_thread(engine.step))
    await until(lambda: bool(server.calls))
    engine.interrupt()
    assert not await asyncio.wait_for(stepping, 5)
    began = time.perf_counter()
    await asyncio.to_thread(engine.drop, 1)
    assert time.perf_counter() - began < 0.2
    await asyncio.wait_for(server.calls[0].left.wait(), 1)
    engine.drop(1)
    assert not await asyncio.to_thread(engine.step)
    await asyncio.to_thread(engine.close)
    await asyncio.to_thread(engine.close)
    engine.interrupt()


async def test_an_interrupt_between_two_steps_is_not_lost(
    server: RemoteServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.answer = hangs()
    engine = engine_for(server)
    await asyncio.to_thread(engine.load, lambda: None)
    engine.admit(1, wish())
    engine.interrupt()
    assert not await asyncio.wait_for(asyncio.to_thread(engine.step), 5)
    thread = threading.Thread(target=engine.interrupt)
    stepping = asyncio.create_task(asyncio.to_thread(engine.step))
    await until(lambda: bool(server.calls))
    await asyncio.sleep(0.1)
    assert not stepping.done()
    thread.start()
    assert not await asyncio.wait_for(stepping, 5)
    await asyncio.to_thread(engine.close)
    await asyncio.wait_for(server.calls[0].left.wait(), 1)
    # asyncio complains in its log of a task that was left pending.
    gc.collect()
    assert [record.getMessage() for record in caplog.records if record.name == "asyncio"] == []


async def test_several_texts_come_side_by_side_and_no_more_than_wanted(server: RemoteServer) -> None:
    gate = asyncio.Event()
    server.answer = says("It", " was", " late.", gates=[gate])
    async with working(engine_for(server, rows=3)) as muse:
        streams = [muse.ask(wish(member=member)) for member in range(5)]
        await until(lambda: server.open == 3)
        await asyncio.sleep(0.05)
        assert (muse.status().running, muse.status().waiting) == (3, 2)
        gate.set()
        assert [await text_of(stream) for stream in streams] == ["It was late."] * 5
    assert server.most_open == 3


async def test_one_text_is_cancelled_while_others_go_on(server: RemoteServer) -> None:
    gate = asyncio.Event()
    server.answer = says("It", " was", " late.", gates=[gate])
    server.script.append(talks_on())
    async with working(engine_for(server)) as muse:
        talker, other = muse.ask(wish(member=1)), muse.ask(wish(member=2))
        await until(lambda: server.open == 2)
        talker.cancel()
        await read(talker)
        gate.set()
        assert await text_of(other) == "It was late."


async def test_closing_in_the_middle_leaves_nothing(server: RemoteServer) -> None:
    server.answer = talks_on()
    before = set(threading.enumerate())
    # By a name: what looks it up must be gone, too.
    engine = RemoteEngine(server.url.replace("127.0.0.1", "localhost"), "tale-1", patience=QUICK)
    async with working(engine) as muse:
        streams = [muse.ask(wish(member=member)) for member in range(3)]
        await until(lambda: server.open == 3)
        await muse.close()
        for stream in streams:
            await read(stream)
            assert stream.receipt is not None
            assert stream.receipt.end is EndReason.CANCELLED
        for call in server.calls:
            await asyncio.wait_for(call.left.wait(), 1)
    assert not muse_threads()
    await until(lambda: set(threading.enumerate()) <= before)


async def test_an_engine_that_never_loaded_closes(server: RemoteServer) -> None:
    engine = engine_for(server)
    engine.interrupt()
    engine.drop(1)
    engine.close()
    with pytest.raises(RuntimeError):
        engine.admit(1, wish())


async def test_a_mask_is_refused_at_once(server: RemoteServer) -> None:
    async with working(engine_for(server)) as muse:
        with pytest.raises(UnsupportedError) as refused:
            muse.ask(wish(mask=lambda table: pytest.fail("never made")))
        assert refused.value.ability is Ability.MASK
