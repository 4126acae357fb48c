"""A small HTTP server that speaks OpenAI's protocol as each test wants it: well, slowly, or not at all."""

import asyncio
import contextlib
import json
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.generation.muse import Message, Piece, Request, Sampling, Stream
from bot.generation.remote import RemoteEngine
from bot.generation.remote_settings import Patience
from bot.generation.worker import WorkerMuse

Answer = Callable[["Call"], Awaitable[web.StreamResponse]]


@dataclass
class Call:
    """One request as it came in. ``left`` is set when the client closes the connection before the end."""

    request: web.Request
    path: str
    body: dict[str, Any]
    at: float
    left: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_chat(self) -> bool:
        return self.path.endswith("/chat/completions")


class RemoteServer:
    """Answers with what stands in ``script``, one for each request, and with ``answer`` after that."""

    def __init__(self) -> None:
        self.answer: Answer = says("It", " was", " late", ".")
        self.script: deque[Answer] = deque()
        self.calls: list[Call] = []
        self.open = 0
        self.most_open = 0
        self.models: list[str] | None = ["tale-1"]
        self.list_answer: Answer | None = None
        self.port = 0
        self.has_completions = True
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def start(self) -> None:
        """Listen, on the same port as before if it did."""
        app = web.Application()
        app.router.add_get("/v1/models", self._list)
        app.router.add_post("/v1/chat/completions", self._handle)
        app.router.add_post("/v1/completions", self._handle)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _list(self, request: web.Request) -> web.StreamResponse:
        if self.list_answer is not None:
            return await self.list_answer(Call(request, request.path, {}, time.perf_counter()))
        if self.models is None:
            raise web.HTTPNotFound
        return web.json_response({"object": "list", "data": [{"id": name} for name in self.models]})

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        call = Call(request, request.path, await request.json(), time.perf_counter())
        self.calls.append(call)
        if not self.has_completions and not call.is_chat:
            raise web.HTTPNotFound
        answer = self.script.popleft() if self.script else self.answer
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            return await answer(call)
        except (asyncio.CancelledError, ConnectionError):
            call.left.set()
            raise
        finally:
            self.open -= 1


def chunk(call: Call, text: str | None, finish: str | None = None, **more: Any) -> bytes:
    """One event of a stream, as the endpoint that was called divides it."""
    part = {"delta": {} if text is None else {"content": text}} if call.is_chat else {"text": text or ""}
    return event({"id": "c", "choices": [{"index": 0, "finish_reason": finish, **part}], **more})


def event(data: object) -> bytes:
    return f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n".encode()


async def begin(call: Call) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(call.request)
    return response


def says(
    *texts: str,
    finish: str | None = "stop",
    usage: int | None = None,
    pause: float = 0.0,
    gates: Sequence[asyncio.Event] = (),
) -> Answer:
    """Stream the texts, one event each, each after its gate opens, and end."""

    async def answer(call: Call) -> web.StreamResponse:
        response = await begin(call)
        if call.is_chat:
            await response.write(event({"choices": [{"index": 0, "delta": {"role": "assistant"}}]}))
        for index, text in enumerate(texts):
            if index < len(gates):
                await gates[index].wait()
            await response.write(chunk(call, text))
            await asyncio.sleep(pause)
        if finish:
            await response.write(chunk(call, None, finish))
        if usage is not None:
            await response.write(event({"choices": [], "usage": {"completion_tokens": usage}}))
        if finish:
            await response.write(event("[DONE]"))
        return response

    return answer


def talks_on(pause: float = 0.005) -> Answer:
    """Stream words until the client leaves."""

    async def answer(call: Call) -> web.StreamResponse:
        response = await begin(call)
        while True:
            await response.write(chunk(call, " on"))
            await asyncio.sleep(pause)

    return answer


def refuses(status: int, error: object = None, detail: object = None, **headers: str) -> Answer:
    """Answer with a status and an error in OpenAI's form, or a detail in FastAPI's."""

    async def answer(call: Call) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {"detail": detail} if detail else {"error": error}
        return web.json_response(body, status=status, headers=named)

    return answer


def streams(*events: bytes, keep_open: bool = False) -> Answer:
    """Stream these bytes, then end, or leave the connection open."""

    async def answer(call: Call) -> web.StreamResponse:
        response = await begin(call)
        for part in events:
            await response.write(part)
        if keep_open:
            await asyncio.Event().wait()
        return response

    return answer


def hangs() -> Answer:
    """Say nothing at all."""

    async def answer(call: Call) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    return answer


def breaks(*texts: str) -> Answer:
    """Stream the texts and tear the connection down without ending the stream."""

    async def answer(call: Call) -> web.StreamResponse:
        response = await begin(call)
        for text in texts:
            await response.write(chunk(call, text))
        await asyncio.sleep(0.05)
        assert call.request.transport is not None
        call.request.transport.abort()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(1)
        return response

    return answer


QUICK = Patience(connect=1, first_token=5, between_tokens=5, tries=3, backoff=0.02, longest_wait=0.5)
ASK = (Message("system", "You write."), Message("user", "Something about the sea."))


def wish(*, text: str = "", member: int = 1, **more: Any) -> Request:
    """A conversation, or a text to go on from."""
    sampling = more.pop("sampling", Sampling(max_tokens=50))
    return Request(1, member, "test/1", sampling, messages=() if text else ASK, text=text, **more)


async def read(stream: Stream, came: list[Piece] | None = None) -> list[Piece]:
    """Read a stream to its end; ``came`` has what came before a failure, too."""
    came = [] if came is None else came
    async with asyncio.timeout(10):
        async for piece in stream:
            came.append(piece)
    return came


async def text_of(stream: Stream) -> str:
    return "".join(piece.text for piece in await read(stream))


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop run until ``condition()`` holds, ten seconds at most."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.002)


def muse_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("quire-muse")]


@contextlib.asynccontextmanager
async def listening() -> AsyncIterator[RemoteServer]:
    server = RemoteServer()
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@contextlib.asynccontextmanager
async def working(engine: RemoteEngine) -> AsyncIterator[WorkerMuse]:
    """The engine behind the real worker; nothing of either may be left when it was closed."""
    muse = WorkerMuse(engine, queue_limit=8)
    await muse.start()
    try:
        yield muse
    finally:
        await muse.close()
        await until(lambda: not muse_threads())
