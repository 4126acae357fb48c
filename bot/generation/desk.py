"""What the event loop and the worker's thread share: the queue, the rows, the state; behind one lock."""

import threading
import time
from collections import deque
from dataclasses import dataclass

import structlog

from bot.generation.engine import Engine
from bot.generation.fair import FairQueue
from bot.generation.muse import EndReason, GenerationFailedError, MuseState, MuseStatus, Receipt
from bot.generation.stream import LoopStream

log = structlog.get_logger(__name__)

SPEED_STEPS = 64
"""Over how many recent steps the speed is taken."""


@dataclass(slots=True)
class Row:
    """A request that is being written."""

    stream: LoopStream
    prompt_tokens: int
    started: float
    tokens: int = 0
    cancelled: bool = False


class Desk:
    """The shared state.

    ``changed`` guards all of it; it is held for moments only, never during a step, since the loop takes it
    too. Methods whose docstring says so want it held.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.changed = threading.Condition()
        self.waiting: FairQueue[LoopStream] = FairQueue()
        self.rows: dict[int, Row] = {}
        self.state = MuseState.LOADING
        self.problem: str | None = None
        self.closing = False
        self.speed: deque[tuple[float, float]] = deque(maxlen=SPEED_STEPS)  # tokens and seconds of a step

    def status(self, member_id: int | None) -> MuseStatus:
        """Tell where the muse stands, with the places in the queue of ``member_id``'s requests."""
        with self.changed:
            order = list(self.waiting)
            seconds = sum(spent for _, spent in self.speed)
            tokens = sum(made for made, _ in self.speed)
            return MuseStatus(
                state=self.state,
                model=self.engine.describe().name,
                waiting=len(order),
                running=len(self.rows),
                places=tuple(
                    place
                    for place, stream in enumerate(order, start=1)
                    if member_id is not None and stream.request.member_id == member_id
                ),
                tokens_per_second=tokens / seconds if tokens and seconds > 0 else None,
                problem=self.problem,
            )

    def close(self) -> None:
        """Begin to close: end every stream that waits, and let the worker see it."""
        with self.changed:
            self.closing = True
            self.state = MuseState.OFF
            while self.waiting:
                self.cancel_waiting(self.waiting.pop())
            self.changed.notify_all()

    def fail(self, problem: str) -> None:
        """Note that there will be no muse, and tell those who wait."""
        log.error("muse_unavailable", problem=problem)
        with self.changed:
            if self.closing:
                return
            self.state = MuseState.FAILED
            self.problem = problem
            while self.waiting:
                self.waiting.pop().finish(GenerationFailedError(problem))

    def cancel_waiting(self, stream: LoopStream) -> None:
        """End a stream that was taken out of the queue; the lock is held."""
        stream.finish(self._receipt(Row(stream, 0, time.perf_counter()), EndReason.CANCELLED))

    def end_row(self, row_id: int, end: EndReason | GenerationFailedError) -> None:
        """Free a row and tell its reader; the lock is held."""
        row = self.rows.pop(row_id)
        row.stream.finish(self._receipt(row, end) if isinstance(end, EndReason) else end)
        try:
            self.engine.drop(row_id)
        except Exception:  # its reader was told; the engine's own trouble shows at its next step
            log.exception("muse_drop_failed", row=row_id)

    def end_all(self, end: EndReason | GenerationFailedError) -> None:
        """Free every row; the lock is held."""
        for row_id in list(self.rows):
            self.end_row(row_id, end)

    def _receipt(self, row: Row, end: EndReason) -> Receipt:
        info = self.engine.describe()
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
