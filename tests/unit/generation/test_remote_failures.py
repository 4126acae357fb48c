"""A remote muse whose server is away, busy, slow or wrong: one sentence, and the next text comes."""

import asyncio
import logging
import socket
import time
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from email.utils import formatdate

import pytest
import pytest_asyncio
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.generation.muse import GenerationFailedError, MuseState, Piece, Stream
from bot.generation.remote import RemoteEngine
from bot.generation.remote_errors import (
    RemoteBusyError,
    RemoteDownError,
    RemoteError,
    RemoteFaultError,
    RemoteKeyError,
    RemoteModelError,
    RemoteRefusedError,
    RemoteSlowError,
)
from bot.generation.remote_settings import Patience
from tests.unit.generation.remote_server import (
    QUICK,
    Answer,
    RemoteServer,
    breaks,
    chunk,
    event,
    hangs,
    listening,
    read,
    refuses,
    says,
    streams,
    text_of,
    until,
    wish,
    working,
)

KEY = "sk-secret-123"


@pytest_asyncio.fixture
async def server() -> AsyncIterator[RemoteServer]:
    async with listening() as server:
        yield server


def engine_for(server: RemoteServer, patience: Patience = QUICK, key: str | None = KEY) -> RemoteEngine:
    return RemoteEngine(server.url, "tale-1", SecretStr(key) if key else None, patience=patience)


async def failure_of(stream: Stream, came: list[Piece] | None = None) -> RemoteError:
    """Read a stream to its failure; what an operator reads of it is one sentence without key and prose."""
    with pytest.raises(GenerationFailedError) as failed:
        await read(stream, came)
    cause = failed.value.__cause__
    assert isinstance(cause, RemoteError)
    shown = "".join(traceback.format_exception(failed.value))
    for private in (KEY, "about the sea"):
        assert private not in shown
    assert str(cause).endswith(".")
    assert "\n" not in str(cause)
    return cause


async def test_too_many_requests_then_success_waits_as_long_as_it_is_asked_to(server: RemoteServer) -> None:
    server.script.append(refuses(429, {"message": "slow down"}, Retry_After="0.3"))
    async with working(engine_for(server)) as muse:
        assert await text_of(muse.ask(wish())) == "It was late."
    first, second = server.calls
    assert 0.3 <= second.at - first.at < 0.3 + QUICK.backoff + 0.5


async def test_a_date_to_come_back_at_is_measured_by_the_servers_clock(server: RemoteServer) -> None:
    # Its clock is a year behind.
    now = time.time() - 31_536_000
    dates = {"Date": formatdate(now, usegmt=True), "Retry_After": formatdate(now + 1, usegmt=True)}
    server.script.append(refuses(503, None, **dates))
    async with working(engine_for(server, replace(QUICK, longest_wait=2))) as muse:
        assert await text_of(muse.ask(wish())) == "It was late."
    assert 1 <= server.calls[1].at - server.calls[0].at < 2


async def test_a_server_that_wants_a_long_pause_is_given_up_at_once(server: RemoteServer) -> None:
    server.script.append(refuses(429, {"code": "rate_limit_exceeded"}, Retry_After="60"))
    async with working(engine_for(server)) as muse:
        error = await failure_of(muse.ask(wish()))
        assert isinstance(error, RemoteBusyError)
        assert "a pause of 60 seconds (HTTP 429, rate_limit_exceeded)" in str(error)
        assert await text_of(muse.ask(wish())) == "It was late."
    assert len(server.calls) == 2


async def test_a_used_up_quota_is_not_asked_again(server: RemoteServer) -> None:
    server.script.append(refuses(429, {"code": "insufficient_quota"}))
    async with working(engine_for(server)) as muse:
        assert "quota" in str(await failure_of(muse.ask(wish())))
    assert len(server.calls) == 1


async def test_a_failing_server_is_asked_again_until_it_is_given_up(server: RemoteServer) -> None:
    server.script.extend([refuses(500, {"message": KEY}), refuses(502), refuses(503)])
    with capture_logs() as logs:
        async with working(engine_for(server)) as muse:
            error = await failure_of(muse.ask(wish()))
            assert isinstance(error, RemoteFaultError)
            assert "HTTP 503" in str(error)
            assert len(server.calls) == QUICK.tries
            # Nothing stays failed.
            assert muse.status().state is MuseState.READY
            assert await text_of(muse.ask(wish())) == "It was late."
    told = [entry for entry in logs if entry["event"] == "remote_muse_failed"]
    assert [(entry["kind"], entry["problem"]) for entry in told] == [("RemoteFaultError", str(error))]
    assert len([entry for entry in logs if entry["event"] == "remote_muse_tried_again"]) == 2
    assert KEY not in str(logs)


async def test_waits_between_attempts_are_random_and_grow() -> None:
    from openai import AsyncOpenAI

    from bot.generation.remote_asking import Asking

    patience = Patience(backoff=1, longest_wait=4)
    asking = Asking(AsyncOpenAI(api_key="none"), "tale-1", patience, has_key=False)
    for attempt, longest in ((1, 1), (2, 2), (3, 4), (9, 4)):
        waits = [asking._wait(attempt, None) or 0 for _ in range(300)]
        assert 0 <= min(waits) < longest / 10
        assert longest * 0.9 < max(waits) <= longest


async def test_a_server_that_is_away_fails_each_text_and_is_used_when_it_is_back(
    server: RemoteServer,
) -> None:
    await server.stop()
    with capture_logs() as logs:
        async with working(engine_for(server)) as muse:
            # Loading succeeded all the same.
            await until(lambda: muse.status().state is MuseState.READY)
            for _ in range(2):
                error = await failure_of(muse.ask(wish()))
                assert isinstance(error, RemoteDownError)
                assert "Connection refused" in str(error)
                assert "QUIRE_REMOTE_URL" in str(error)
            await server.start()
            assert await text_of(muse.ask(wish())) == "It was late."
            # It goes away again, and the connection that was kept with it.
            await server.stop()
            assert isinstance(await failure_of(muse.ask(wish())), RemoteDownError)
            await server.start()
            assert await text_of(muse.ask(wish())) == "It was late."
    warned = [entry for entry in logs if entry["event"] == "remote_muse_not_there"]
    assert [entry["log_level"] for entry in warned] == ["warning"]
    assert "Connection refused" in warned[0]["problem"]


@contextmanager
def silent(backlog: int) -> Iterator[int]:
    """Yield a port whose program takes nothing up; with no room left in its backlog, nothing connects."""
    with socket.socket() as door, ExitStack() as before:
        door.bind(("127.0.0.1", 0))
        door.listen(backlog)
        port: int = door.getsockname()[1]
        for _ in range(0 if backlog else 4):
            visitor = before.enter_context(socket.socket())
            visitor.setblocking(False)
            visitor.connect_ex(("127.0.0.1", port))
        yield port


@pytest.mark.parametrize(("scheme", "backlog"), [("http", 0), ("https", 9)], ids=["connection", "handshake"])
async def test_a_connection_that_is_not_made_in_time_is_given_up(scheme: str, backlog: int) -> None:
    with silent(backlog) as port:
        engine = RemoteEngine(
            f"{scheme}://127.0.0.1:{port}/v1", "tale-1", patience=replace(QUICK, connect=0.1)
        )
        async with working(engine) as muse:
            error = await failure_of(muse.ask(wish()))
    assert isinstance(error, RemoteDownError)
    assert "cannot be reached (it did not answer in time)" in str(error)


async def test_a_server_that_comes_back_between_two_attempts_is_not_noticed(server: RemoteServer) -> None:
    await server.stop()
    async with working(engine_for(server, replace(QUICK, tries=100, backoff=0.01, longest_wait=0.1))) as muse:
        stream = muse.ask(wish())
        await asyncio.sleep(0.3)
        await server.start()
        assert await text_of(stream) == "It was late."


async def test_a_slow_first_token_ends_the_wait_and_is_not_asked_for_again(server: RemoteServer) -> None:
    server.script.append(hangs())
    async with working(engine_for(server, replace(QUICK, first_token=0.2))) as muse:
        error = await failure_of(muse.ask(wish()))
        assert isinstance(error, RemoteSlowError)
        assert "did not begin a text within 0.2 seconds" in str(error)
        await asyncio.wait_for(server.calls[0].left.wait(), 1)
        assert len(server.calls) == 1
        assert await text_of(muse.ask(wish())) == "It was late."


async def test_headers_are_no_first_token(server: RemoteServer) -> None:
    server.script.append(streams(event({"choices": [{"delta": {"role": "assistant"}}]}), keep_open=True))
    async with working(engine_for(server, replace(QUICK, first_token=0.2))) as muse:
        assert "did not begin a text" in str(await failure_of(muse.ask(wish())))


async def test_a_text_that_falls_silent_fails(server: RemoteServer) -> None:
    server.script.append(lambda call: streams(chunk(call, "It"), keep_open=True)(call))
    async with working(engine_for(server, replace(QUICK, between_tokens=0.2))) as muse:
        stream = muse.ask(wish())
        error = await failure_of(stream)
        assert isinstance(error, RemoteSlowError)
        assert "fell silent in the middle of a text, for 0.2 seconds" in str(error)


async def test_a_slow_text_lives_as_long_as_its_tokens_come(server: RemoteServer) -> None:
    server.answer = says(*"It was late.", pause=0.1)
    async with working(engine_for(server, replace(QUICK, first_token=0.5, between_tokens=0.5))) as muse:
        assert await text_of(muse.ask(wish())) == "It was late."


async def test_a_broken_stream_fails_after_what_came_and_is_not_asked_for_again(server: RemoteServer) -> None:
    server.script.append(breaks("It", " was"))
    async with working(engine_for(server)) as muse:
        came: list[Piece] = []
        error = await failure_of(muse.ask(wish()), came)
        assert "".join(piece.text for piece in came) == "It was"
        assert isinstance(error, RemoteFaultError)
        assert "broke in the middle of an answer (it closed the connection)" in str(error)
        assert len(server.calls) == 1
        assert await text_of(muse.ask(wish())) == "It was late."


async def test_a_stream_that_breaks_before_its_first_token_is_asked_for_again(server: RemoteServer) -> None:
    server.script.append(breaks())
    async with working(engine_for(server)) as muse:
        assert await text_of(muse.ask(wish())) == "It was late."
    assert len(server.calls) == 2


async def test_an_answer_that_ends_without_a_reason_is_none(server: RemoteServer) -> None:
    server.script.append(says("It", finish=None))
    async with working(engine_for(server)) as muse:
        assert "without saying why" in str(await failure_of(muse.ask(wish())))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"error": {"message": f"out of memory {KEY}", "code": "oom"}}, RemoteFaultError),
        ({"error": "Something about the sea"}, RemoteFaultError),
        ({"error": {"message": "too long", "code": 400}}, RemoteRefusedError),
        ("{not json", RemoteFaultError),
    ],
)
async def test_an_error_inside_a_stream(server: RemoteServer, body: object, kind: type[RemoteError]) -> None:
    server.script.append(lambda call: streams(chunk(call, "It"), event(body))(call))
    async with working(engine_for(server)) as muse:
        assert type(await failure_of(muse.ask(wish()))) is kind
        assert await text_of(muse.ask(wish())) == "It was late."
    assert len(server.calls) == 2


def ended(**more: object) -> bytes:
    return event({"choices": [{"index": 0, "finish_reason": "stop", "delta": {}}], **more})


def said(content: object, finish: object = None) -> bytes:
    return event({"choices": [{"index": 0, "finish_reason": finish, "delta": {"content": content}}]})


@pytest.mark.parametrize("content", [5, ["It"], {"text": "It"}, True])
async def test_what_is_no_text_is_left_out(server: RemoteServer, content: object) -> None:
    server.script.append(streams(said("It"), said(content), said(" was."), ended()))
    async with working(engine_for(server)) as muse:
        assert await text_of(muse.ask(wish())) == "It was."


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["a \ud83d", "\ude00 b"], "a 😀 b"),
        (["\ud83d", "", "\ude00"], "😀"),
        (["\ud83d", "\ude00\ud83d", "\ude00"], "😀😀"),
        (["a", "\ude00 b\ud83d", "c \ud83d"], "a\ufffd b\ufffdc "),
    ],
)
async def test_half_characters_are_put_together_or_left_out(
    server: RemoteServer, pieces: list[str], text: str
) -> None:
    server.script.append(streams(*map(said, pieces), ended()))
    async with working(engine_for(server)) as muse:
        assert await text_of(muse.ask(wish())) == text


@pytest.mark.parametrize("count", [-7, True, "12"])
async def test_a_count_that_counts_nothing_is_not_taken(server: RemoteServer, count: object) -> None:
    server.script.append(streams(said("It"), said(" was."), ended(usage={"completion_tokens": count})))
    async with working(engine_for(server)) as muse:
        stream = muse.ask(wish())
        assert (await read(stream))[-1].tokens == 2
        assert stream.receipt is not None
        assert stream.receipt.tokens == 2
        assert type(stream.receipt.tokens) is int


async def test_an_empty_reason_is_no_end(server: RemoteServer) -> None:
    server.script.append(streams(said("It was", finish="")))
    async with working(engine_for(server)) as muse:
        assert "without saying why" in str(await failure_of(muse.ask(wish())))


async def test_a_fault_of_our_own_fails_that_text_alone(
    server: RemoteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with working(engine_for(server)) as muse:
        with monkeypatch.context() as patched:
            patched.setattr("bot.generation.remote_asking.told", lambda *_, **__: 1 / 0)
            server.script.append(refuses(500))
            assert "of the bot's own" in str(await failure_of(muse.ask(wish())))
        assert await text_of(muse.ask(wish())) == "It was late."


@pytest.mark.parametrize(
    ("answer", "kind", "says_"),
    [
        (refuses(400, {"message": "x", "code": {"a": 1}, "type": ["b"]}), RemoteRefusedError, "(HTTP 400)"),
        (refuses(401, {"message": f"Incorrect API key: {KEY}"}), RemoteKeyError, "correct QUIRE_REMOTE_KEY"),
        (refuses(403, {"code": KEY}), RemoteKeyError, "HTTP 403)"),
        (refuses(404, {"code": "model_not_found"}), RemoteModelError, "no model tale-1"),
        (refuses(400, {"message": "pinned; requested 'tale-1'"}), RemoteModelError, "QUIRE_REMOTE_MODEL"),
        (
            refuses(400, {"message": "Something about the sea", "code": "context_length_exceeded"}),
            RemoteRefusedError,
            "HTTP 400, context_length_exceeded",
        ),
        (refuses(400, detail="pinned; requested 'tale-1'"), RemoteModelError, "QUIRE_REMOTE_MODEL"),
        (refuses(422), RemoteRefusedError, "HTTP 422"),
    ],
)
async def test_a_refusal_fails_that_text_alone_and_is_not_asked_again(
    server: RemoteServer, answer: Answer, kind: type[RemoteError], says_: str
) -> None:
    gate = asyncio.Event()
    server.script.extend([says("It", " goes on.", gates=[gate]), answer])
    with capture_logs() as logs:
        async with working(engine_for(server)) as muse:
            other = muse.ask(wish(member=1))
            await until(lambda: server.open == 1)
            error = await failure_of(muse.ask(wish(member=2)))
            assert type(error) is kind
            assert says_ in str(error)
            assert len(server.calls) == 2
            gate.set()
            assert await text_of(other) == "It goes on."
            assert await text_of(muse.ask(wish())) == "It was late."
    assert KEY not in str(logs)
    assert "about the sea" not in str(logs)


async def test_a_server_that_wants_a_key_where_there_is_none(server: RemoteServer) -> None:
    server.script.append(refuses(401))
    async with working(engine_for(server, key=None)) as muse:
        assert "wants a key (HTTP 401); set QUIRE_REMOTE_KEY" in str(await failure_of(muse.ask(wish())))


async def test_a_model_that_the_server_does_not_list_is_warned_of(server: RemoteServer) -> None:
    server.models = ["tale-2"]
    with capture_logs() as logs:
        async with working(engine_for(server)) as muse:
            assert await text_of(muse.ask(wish())) == "It was late."
    warned = [entry for entry in logs if entry["event"] == "remote_muse_model_not_listed"]
    assert [(entry["log_level"], entry["listed"]) for entry in warned] == [("warning", ["tale-2"])]


async def test_a_server_without_a_list_is_no_reason_to_warn(server: RemoteServer) -> None:
    server.models = None
    with capture_logs() as logs:
        async with working(engine_for(server)) as muse:
            await until(lambda: muse.status().state is MuseState.READY)
    assert [entry["log_level"] for entry in logs] == ["info"]


async def test_no_log_holds_the_key_or_anybodys_words(
    server: RemoteServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.script.append(refuses(500))
    with caplog.at_level(logging.DEBUG):
        async with working(engine_for(server)) as muse:
            assert await text_of(muse.ask(wish())) == "It was late."
    assert KEY not in caplog.text
    assert "about the sea" not in caplog.text
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("aiohttp")]
    assert "127.0.0.1" not in "".join(ours)


async def test_a_server_that_does_not_answer_at_all_does_not_hold_up_the_start(
    server: RemoteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.generation.remote.LOOK_SECONDS", 0.1)
    server.list_answer = hangs()
    with capture_logs() as logs:
        async with working(engine_for(server)) as muse:
            assert await text_of(muse.ask(wish())) == "It was late."
    warned = [entry["problem"] for entry in logs if entry["event"] == "remote_muse_not_there"]
    assert warned == ["The muse's server did not answer in 0.1 seconds."]
