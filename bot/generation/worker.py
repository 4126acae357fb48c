"""The muse's one worker, as the event loop sees it: a bounded queue before a thread that owns the engine."""

import asyncio
import contextlib
import threading

import structlog

from bot.generation.desk import Desk
from bot.generation.engine import Engine
from bot.generation.muse import MuseState, MuseStatus, MuseUnavailableError, OverloadedError, Request, Stream
from bot.generation.serving import Serving
from bot.generation.stream import LoopStream

log = structlog.get_logger(__name__)

CLOSE_SECONDS = 20.0
"""How long ``close`` waits for the thread; torch cannot be interrupted within a step."""


class WorkerMuse:
    """A ``Muse`` around any ``Engine``. ``ask`` and ``close`` are called on an event loop."""

    def __init__(self, engine: Engine, *, queue_limit: int) -> None:
        self._engine = engine
        self._limit = queue_limit
        self._desk = Desk(engine)
        self._thread: threading.Thread | None = None

    async def start(self) -> None:
        """Begin to load in the background and return at once. Safe to repeat.

        Raises:
            MuseUnavailableError: the muse was closed.
        """
        if self._desk.closing:
            raise MuseUnavailableError("the muse was closed")
        if self._thread is None:
            # A daemon, so that a step that never ends cannot keep the process alive after ``close`` gave up.
            self._thread = threading.Thread(target=Serving(self._desk).run, name="quire-muse", daemon=True)
            self._thread.start()

    async def close(self) -> None:
        """Stop every stream, wait for the thread to end (a bounded time), free the model. Safe to repeat."""
        self._desk.close()
        self._engine.interrupt()
        thread = self._thread
        if thread is not None and thread.is_alive():
            await _joined(thread, CLOSE_SECONDS)
            if thread.is_alive():
                log.error("muse_thread_did_not_end", seconds=CLOSE_SECONDS)

    def status(self, member_id: int | None = None) -> MuseStatus:
        """Tell where the muse stands, with the places in the queue of ``member_id``'s requests."""
        return self._desk.status(member_id)

    def ask(self, request: Request) -> Stream:
        """Put a request into the queue.

        Raises:
            MuseUnavailableError: the muse is closed or could not be loaded.
            OverloadedError: the queue is full.
            ValueError: the request has both messages and text, or neither, or asks for no token.
        """
        if bool(request.messages) == bool(request.text):
            raise ValueError("a request has either messages or text")
        if request.sampling.max_tokens < 1:
            raise ValueError("a request asks for one token at least")
        desk = self._desk
        with desk.changed:
            if desk.closing or desk.state is MuseState.FAILED:
                raise MuseUnavailableError(desk.problem or "the muse was closed")
            if len(desk.waiting) >= self._limit:
                raise OverloadedError(len(desk.waiting))
            stream = LoopStream(request, self._cancel, self._place)
            desk.waiting.push(request.guild_id, stream)
            desk.changed.notify_all()
        # A step that only waits would keep the new row out.
        self._engine.interrupt()
        return stream

    def _place(self, stream: LoopStream) -> int:
        with self._desk.changed:
            return self._desk.waiting.place(stream)

    def _cancel(self, stream: LoopStream) -> None:
        desk = self._desk
        with desk.changed:
            if desk.waiting.remove(stream.request.guild_id, stream):
                desk.cancel_waiting(stream)
                return
            row = next((row for row in desk.rows.values() if row.stream is stream), None)
            if row is None or row.cancelled:
                return
            row.cancelled = True
        self._engine.interrupt()


async def _joined(thread: threading.Thread, seconds: float) -> None:
    """Wait until the thread has ended, ``seconds`` at most, without a pool's thread that would stay behind.

    The wait is real time on a thread, not a timer of the loop: a simulated loop's clock may stand still.
    """
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def join() -> None:
        thread.join(seconds)
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=join, name="quire-muse-end", daemon=True).start()
    await ended.wait()
