"""The muse's one worker: a bounded queue, and a thread that owns the engine (and with it torch)."""

import asyncio
import contextlib
import itertools
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.errors import OperatorError
from bot.generation.engine import Engine, RowStep
from bot.generation.fair import FairQueue
from bot.generation.muse import (
    EndReason,
    GenerationFailedError,
    MuseState,
    MuseStatus,
    MuseUnavailableError,
    OverloadedError,
    Piece,
    Receipt,
    Request,
    Stream,
)
from bot.generation.stream import LoopStream

log = structlog.get_logger(__name__)

CLOSE_SECONDS = 20.0
"""How long ``close`` waits for the thread; torch cannot be interrupted within a step."""

SPEED_STEPS = 64
"""Over how many recent steps the speed is taken."""


class _ClosingError(Exception):
    """Raised out of loading by a checkpoint when the worker is closing."""


@dataclass(slots=True)
class _Row:
    """A request that is being written."""

    stream: LoopStream
    prompt_tokens: int
    started: float
    tokens: int = 0
    cancelled: bool = False


class WorkerMuse:
    """A ``Muse`` around any ``Engine``. ``ask`` and ``close`` are called on an event loop."""

    def __init__(self, engine: Engine, *, queue_limit: int) -> None:
        self._engine = engine
        self._limit = queue_limit
        # Guards everything below; held for moments only, never during a step, since the loop takes it too.
        self._changed = threading.Condition()
        self._waiting: FairQueue[LoopStream] = FairQueue()
        self._rows: dict[int, _Row] = {}
        self._state = MuseState.LOADING
        self._problem: str | None = None
        self._closing = False
        self._speed: deque[tuple[float, float]] = deque(maxlen=SPEED_STEPS)
        self._thread: threading.Thread | None = None

    async def start(self) -> None:
        """Begin to load in the background and return at once. Safe to repeat.

        Raises:
            MuseUnavailableError: the muse was closed.
        """
        if self._closing:
            raise MuseUnavailableError("the muse was closed")
        if self._thread is None:
            # A daemon, so that a step that never ends cannot keep the process alive after ``close`` gave up.
            self._thread = threading.Thread(target=self._run, name="quire-muse", daemon=True)
            self._thread.start()

    async def close(self) -> None:
        """Stop every stream, wait for the thread to end (a bounded time), free the model. Safe to repeat."""
        with self._changed:
            self._closing = True
            self._state = MuseState.OFF
            while self._waiting:
                self._cancel_waiting(self._waiting.pop())
            self._changed.notify_all()
        self._engine.interrupt()
        thread = self._thread
        if thread is not None and thread.is_alive():
            await _joined(thread, CLOSE_SECONDS)
            if thread.is_alive():
                log.error("muse_thread_did_not_end", seconds=CLOSE_SECONDS)

    def status(self, member_id: int | None = None) -> MuseStatus:
        """Tell where the muse stands, with the places in the queue of ``member_id``'s requests."""
        with self._changed:
            order = list(self._waiting)
            seconds = sum(spent for _, spent in self._speed)
            tokens = sum(made for made, _ in self._speed)
            return MuseStatus(
                state=self._state,
                model=self._engine.describe().name,
                waiting=len(order),
                running=len(self._rows),
                places=tuple(
                    place
                    for place, stream in enumerate(order, start=1)
                    if member_id is not None and stream.request.member_id == member_id
                ),
                tokens_per_second=tokens / seconds if tokens and seconds > 0 else None,
                problem=self._problem,
            )

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
        with self._changed:
            if self._closing or self._state is MuseState.FAILED:
                raise MuseUnavailableError(self._problem or "the muse was closed")
            if len(self._waiting) >= self._limit:
                raise OverloadedError(len(self._waiting))
            stream = LoopStream(request, self._cancel, self._place)
            self._waiting.push(request.guild_id, stream)
            self._changed.notify_all()
        # A step that only waits would keep the new row out.
        self._engine.interrupt()
        return stream

    # Called by streams, on the loop.

    def _place(self, stream: LoopStream) -> int:
        with self._changed:
            return self._waiting.place(stream)

    def _cancel(self, stream: LoopStream) -> None:
        with self._changed:
            if self._waiting.remove(stream.request.guild_id, stream):
                self._cancel_waiting(stream)
                return
            row = next((row for row in self._rows.values() if row.stream is stream), None)
            if row is None or row.cancelled:
                return
            row.cancelled = True
        self._engine.interrupt()

    def _cancel_waiting(self, stream: LoopStream) -> None:
        stream.finish(self._receipt(_Row(stream, 0, time.perf_counter()), EndReason.CANCELLED))

    # Below: the worker's thread.

    def _run(self) -> None:
        try:
            if self._load():
                self._serve()
        except Exception:  # a fault of the worker's own must reach those who wait, not only the log
            log.exception("muse_worker_failed")
            self._fail("The muse's worker stopped on a fault of its own; the log says more.")
        finally:
            with self._changed:
                for row_id in list(self._rows):
                    self._end_row(row_id, EndReason.CANCELLED)
            with contextlib.suppress(Exception):  # nothing is left to save when freeing the model fails
                self._engine.close()

    def _load(self) -> bool:
        started = time.perf_counter()
        try:
            self._engine.load(self._checkpoint)
        except _ClosingError:
            return False
        except OperatorError as error:
            self._fail(str(error))
            return False
        except (
            Exception
        ) as error:  # whatever a model library raises must end as a status, not as a dead thread
            log.exception("muse_load_failed")
            self._fail(f"The model could not be loaded ({type(error).__name__}); the log says more.")
            return False
        with self._changed:
            if self._closing:
                return False
            self._state = MuseState.READY
        info = self._engine.describe()
        seconds = round(time.perf_counter() - started, 1)
        log.info("muse_ready", model=info.name, checksum=info.checksum[:12], seconds=seconds)
        return True

    def _checkpoint(self) -> None:
        if self._closing:
            raise _ClosingError

    def _fail(self, problem: str) -> None:
        log.error("muse_unavailable", problem=problem)
        with self._changed:
            if self._closing:
                return
            self._state = MuseState.FAILED
            self._problem = problem
            while self._waiting:
                self._waiting.pop().finish(GenerationFailedError(problem))

    def _serve(self) -> None:
        row_ids = itertools.count(1)
        while self._settle(row_ids):
            started = time.perf_counter()
            try:
                steps = self._engine.step()
            except Exception as error:  # a failing step fails its rows; the worker goes on
                log.exception("muse_step_failed", rows=len(self._rows))
                with self._changed:
                    for row_id in list(self._rows):
                        self._end_row(row_id, _failure(error))
                continue
            self._deliver(steps, time.perf_counter() - started)

    def _settle(self, row_ids: "itertools.count[int]") -> bool:
        """Between two steps: drop what was cancelled, admit what fits, wait for work. False when closing."""
        while True:
            with self._changed:
                while not (self._closing or self._rows or self._waiting):
                    self._changed.wait()
                if self._closing:
                    return False
                for row_id in [row_id for row_id, row in self._rows.items() if row.cancelled]:
                    self._end_row(row_id, EndReason.CANCELLED)
                if not self._waiting or len(self._rows) >= self._engine.capacity:
                    if self._rows:
                        return True
                    continue
                row_id, stream = next(row_ids), self._waiting.pop()
                row = self._rows[row_id] = _Row(stream, 0, time.perf_counter())
            try:
                row.prompt_tokens = self._engine.admit(row_id, stream.request)
            except Exception as error:  # one bad request must not stop the others
                log.exception("muse_request_failed", template=stream.request.template)
                with self._changed:
                    self._end_row(row_id, _failure(error))

    def _deliver(self, steps: Sequence[RowStep], seconds: float) -> None:
        with self._changed:
            made = 0
            for step in steps:
                row = self._rows.get(step.row_id)
                if row is None:
                    continue
                made += step.tokens - row.tokens
                row.tokens = step.tokens
                if step.text:
                    row.stream.send(Piece(step.text, step.tokens))
                if step.failure is not None:
                    self._end_row(step.row_id, _failure(step.failure))
                elif step.end is not None:
                    self._end_row(step.row_id, step.end)
            if steps:
                self._speed.append((made / len(steps), seconds))

    def _end_row(self, row_id: int, end: EndReason | GenerationFailedError) -> None:
        """Free the row and tell its reader; the lock is held."""
        row = self._rows.pop(row_id)
        self._engine.drop(row_id)
        row.stream.finish(self._receipt(row, end) if isinstance(end, EndReason) else end)

    def _receipt(self, row: _Row, end: EndReason) -> Receipt:
        info = self._engine.describe()
        return Receipt(
            model=info.name,
            checksum=info.checksum,
            template=row.stream.request.template,
            sampling=row.stream.request.sampling,
            prompt_tokens=row.prompt_tokens,
            tokens=row.tokens,
            seconds=time.perf_counter() - row.started,
            end=end,
        )


def _failure(error: Exception) -> GenerationFailedError:
    failure = GenerationFailedError(f"{type(error).__name__} in the model")
    failure.__cause__ = error
    return failure


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
