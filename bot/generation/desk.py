"""What the event loop and the worker's thread share: the queue, the rows, the state; behind one lock."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.generation.engine import Engine
from bot.generation.fair import FairQueue
from bot.generation.muse import Ability, EndReason, GenerationFailedError, MuseState, MuseStatus, Receipt
from bot.generation.pace import Pace, tokens_before
from bot.generation.stream import End, LoopStream

log = structlog.get_logger(__name__)


@dataclass(eq=False, slots=True)
class Wish:
    """What one member asked for at once, to be written side by side; ``open`` are those not done."""

    guild_id: int
    member_id: int
    open: list[LoopStream]

    @property
    def tokens(self) -> list[int]:
        """How many tokens each of its texts takes at most."""
        return [stream.request.sampling.max_tokens for stream in self.open]


@dataclass(slots=True)
class Row:
    """A request that is being written."""

    stream: LoopStream
    prompt_tokens: int
    started: float
    tokens: int = 0
    likelihoods: tuple[float, ...] | None = None
    cancelled: bool = False

    @property
    def left(self) -> int:
        """How many tokens it takes still at most."""
        return 0 if self.cancelled else max(self.stream.request.sampling.max_tokens - self.tokens, 0)


class Desk:
    """The shared state.

    ``changed`` guards all of it; it is held for moments only, never during a step, since the loop takes it
    too. Methods whose docstring says so want it held.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.changed = threading.Condition()
        self.waiting: FairQueue[Wish] = FairQueue()
        self.wishes: dict[LoopStream, Wish] = {}  # of every stream that has not ended
        self.rows: dict[int, Row] = {}
        self.state = MuseState.LOADING
        self.problem: str | None = None
        self.closing = False
        self.pace = Pace()

    def status(self, member_id: int | None) -> MuseStatus:
        """Tell where the muse stands, with the places in the queue of ``member_id``'s wishes."""
        with self.changed:
            order = list(self.waiting)
            places = [
                place
                for place, wish in enumerate(order, start=1)
                if member_id is not None and wish.member_id == member_id
            ]
            return MuseStatus(
                state=self.state,
                model=self.engine.describe().name,
                waiting=len(order),
                running=len(self.rows),
                places=tuple(places),
                wait_seconds=self._wait(*_split(order, places[0] - 1 if places else len(order))),
                tokens_per_second=self.pace.of_one,
                problem=self.problem,
                remote=self.engine.describe().remote,
                host=self.engine.describe().host,
            )

    def open_wishes(self, *, guild_id: int, member_id: int | None = None) -> int:
        """Count the wishes of a guild, or of one member there, that are waiting or written; lock held.

        One that was stopped counts no more, though its rows leave only at the next step.
        """
        stopped = {row.stream for row in self.rows.values() if row.cancelled}
        return len(
            {
                id(wish)
                for stream, wish in self.wishes.items()
                if stream not in stopped and wish.guild_id == guild_id and member_id in (None, wish.member_id)
            }
        )

    def place(self, stream: LoopStream) -> int:
        """Return a stream's place in the queue, 1 for the next to be served; 0 where it does not wait."""
        with self.changed:
            wish = self.wishes.get(stream)
            return self.waiting.place(wish) if wish is not None else 0

    def wait_seconds(self, stream: LoopStream) -> float | None:
        """Return how long a stream is likely to wait still; None where nothing was measured yet."""
        with self.changed:
            wish, order = self.wishes.get(stream), list(self.waiting)
            return self._wait(*_split(order, order.index(wish))) if wish in order else 0.0

    def _wait(self, before: Sequence[Wish], rows: int) -> float | None:
        """Return the seconds until a wish of so many rows behind ``before`` is begun; lock held."""
        running = [row.left for row in self.rows.values()]
        tokens = tokens_before(running, [wish.tokens for wish in before], rows, self.engine.capacity)
        return self.pace.seconds_for(tokens) if tokens else 0.0

    def close(self) -> None:
        """Begin to close: end every stream that waits, and let the worker see it."""
        with self.changed:
            self.closing = True
            self.state = MuseState.OFF
            self._end_waiting(EndReason.CANCELLED)
            self.changed.notify_all()

    def fail(self, problem: str) -> None:
        """Note that there will be no muse, and tell those who wait."""
        log.error("muse_unavailable", problem=problem)
        with self.changed:
            if self.closing:
                return
            self.state = MuseState.FAILED
            self.problem = problem
            self._end_waiting(GenerationFailedError(problem))

    def cancel(self, stream: LoopStream) -> bool:
        """Stop a stream, at once where it waits, else at the next step; tell whether the engine must hear."""
        with self.changed:
            wish = self.wishes.get(stream)
            if wish is None:
                return False
            row = next((row for row in self.rows.values() if row.stream is stream), None)
            if row is not None:
                row.cancelled, changed = True, not row.cancelled
                return changed
            self._end(stream, EndReason.CANCELLED)
            if not wish.open:
                self.waiting.remove(wish)
            return True  # there may be room now for what is left of the line

    def end_row(self, row_id: int, end: EndReason | GenerationFailedError) -> None:
        """Free a row and tell its reader; the lock is held."""
        row = self.rows.pop(row_id)
        self._end(row.stream, end, row)
        if end in (EndReason.STOP, EndReason.LENGTH):
            self.pace.ended(row.tokens, row.stream.request.sampling.max_tokens)
        try:
            self.engine.drop(row_id)
        except Exception:  # its reader was told; the engine's own trouble shows at its next step
            log.exception("muse_drop_failed", row=row_id)

    def end_all(self, end: EndReason | GenerationFailedError) -> None:
        """Free every row; the lock is held."""
        for row_id in list(self.rows):
            self.end_row(row_id, end)

    def _end_waiting(self, end: EndReason | GenerationFailedError) -> None:
        while self.waiting:
            for stream in list(self.waiting.pop().open):
                self._end(stream, end)

    def _end(
        self, stream: LoopStream, end: EndReason | GenerationFailedError, row: Row | None = None
    ) -> None:
        self.wishes.pop(stream).open.remove(stream)
        told: End = self._receipt(stream, row, end) if isinstance(end, EndReason) else end
        stream.finish(told)

    def _receipt(self, stream: LoopStream, row: Row | None, end: EndReason) -> Receipt:
        info, avoid = self.engine.describe(), stream.request.avoid
        return Receipt(
            model=info.name,
            checksum=info.checksum,
            precision=info.precision,
            template=stream.request.template,
            sampling=info.applied(stream.request.sampling),
            prompt_tokens=row.prompt_tokens if row else 0,
            tokens=row.tokens if row else 0,
            seconds=time.perf_counter() - row.started if row else 0.0,
            end=end,
            likelihoods=row.likelihoods if row else None,
            avoided=avoid.digest if avoid is not None and Ability.AVOID in self.engine.abilities else "",
        )


def _split(order: Sequence[Wish], place: int) -> tuple[Sequence[Wish], int]:
    """Return the wishes before a place, and how many rows the one there has: one, if it is yet to come."""
    return order[:place], len(order[place].open) if place < len(order) else 1
