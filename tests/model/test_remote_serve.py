"""The remote muse against a real server of another house: ``transformers serve`` with the default weights."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.generation.muse import EndReason, GenerationFailedError, Muse, MuseState, Request, Sampling, Stream
from bot.generation.prompting import story_prompt
from bot.generation.remote import RemoteEngine
from bot.generation.remote_errors import RemoteDownError, RemoteError, RemoteFaultError, RemoteModelError
from bot.generation.remote_settings import Patience
from bot.generation.weights import locate
from bot.generation.worker import WorkerMuse
from bot.settings import Settings

pytestmark = [pytest.mark.model, pytest.mark.slow]

STORY = "The lighthouse keeper had not spoken for three winters. Tonight the lamp would not light."
START_SECONDS = 120.0
QUICK = Patience(first_token=60, between_tokens=30, tries=2, backoff=0.1)
LONG = 4000


class Serve:
    """``transformers serve`` in a process of its own, on a free port of this machine."""

    def __init__(self, model: Path, home: Path) -> None:
        self.model = str(model)
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port: int = free.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    def start(self) -> None:
        """Start it, and wait until it listens; it does so once the model is loaded."""
        # In a home of its own and offline, so that it neither reads nor fetches anything else; on one core,
        # since threads that wait for one another become very slow beside other tests.
        alone = {"HF_HOME": str(self._home), "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
        where = ["--host", "127.0.0.1", "--port", str(self._port), "--device", "cpu"]
        with (self._home / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "transformers.cli.transformers", "serve", self.model, *where],
                env={**os.environ, **alone},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.perf_counter() + START_SECONDS
        while time.perf_counter() < until and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError((self._home / "serve.log").read_text(errors="replace")[-3000:])

    def kill(self) -> None:
        """End it as a machine that fails would: at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)
            self._process = None


@pytest.fixture
def serve(default_model: Settings, tmp_path: Path) -> Iterator[Serve]:
    serve = Serve(locate(default_model).folder, tmp_path)
    try:
        serve.start()
        yield serve
    finally:
        serve.kill()


async def read(stream: Stream) -> str:
    return "".join([piece.text async for piece in stream])


async def failure_of(stream: Stream) -> RemoteError:
    with pytest.raises(GenerationFailedError) as failed:
        await read(stream)
    assert isinstance(failed.value.__cause__, RemoteError)
    return failed.value.__cause__


def going_on(tokens: int) -> Request:
    return Request(1, 1, "continuation/1", Sampling(max_tokens=tokens, temperature=0), text=STORY)


async def answers(muse: Muse) -> None:
    """Texts and conversations come in pieces, with the server's own count of tokens, and end at a stop."""
    stream = muse.ask(going_on(24))
    pieces = [piece async for piece in stream]
    text = "".join(piece.text for piece in pieces)
    assert len(pieces) > 1
    assert STORY not in text
    receipt = stream.receipt
    assert receipt is not None
    assert (receipt.tokens, receipt.end) == (24, EndReason.LENGTH)
    assert receipt.checksum.startswith("remote:")

    stop = text.split()[4]
    stream = muse.ask(replace(going_on(24), stop=(stop,)))
    assert await read(stream) == text[: text.index(stop)]
    assert stream.receipt is not None
    assert stream.receipt.end is EndReason.STOP

    assert len(await read(muse.ask(story_prompt(guild_id=1, member_id=1, seed=1)))) > 20


@asynccontextmanager
async def working(serve: Serve, model: str) -> AsyncIterator[Muse]:
    """The engine behind the real worker, for so long as a test may take."""
    muse = WorkerMuse(RemoteEngine(serve.url, model, patience=QUICK), queue_limit=8)
    await muse.start()
    try:
        async with asyncio.timeout(300):
            yield muse
    finally:
        await muse.close()


async def test_a_real_server_is_asked_left_lost_and_found_again(serve: Serve) -> None:
    async with working(serve, serve.model) as muse:
        await answers(muse)
        assert muse.status().model == Path(serve.model).name

        # This server writes one text after the other: the next comes soon only if it has left this one.
        stream = muse.ask(going_on(LONG))
        async for piece in stream:
            if piece.tokens >= 5:
                stream.cancel()
        assert stream.receipt is not None
        assert stream.receipt.end is EndReason.CANCELLED
        assert 5 <= stream.receipt.tokens < 200
        began = time.perf_counter()
        await read(muse.ask(going_on(2)))
        assert time.perf_counter() - began < 20

        # It dies in the middle of a text.
        stream = muse.ask(going_on(LONG))
        pieces = aiter(stream)
        assert (await anext(pieces)).tokens
        serve.kill()
        with pytest.raises(GenerationFailedError) as failed:
            async for _ in pieces:
                pass
        assert isinstance(failed.value.__cause__, RemoteFaultError)
        down = await failure_of(muse.ask(going_on(2)))
        assert isinstance(down, RemoteDownError)
        assert "Connection refused" in str(down)
        assert muse.status().state is MuseState.READY

        await asyncio.to_thread(serve.start)
        await answers(muse)


async def test_a_model_that_the_server_has_not_is_named(serve: Serve) -> None:
    async with working(serve, "tale-1") as muse:
        assert isinstance(await failure_of(muse.ask(going_on(2))), RemoteModelError)
