"""The worker's thread: it loads the engine, and then steps it for as long as there are rows."""

import contextlib
import itertools
import time
from collections.abc import Sequence

import structlog

from bot.errors import OperatorError
from bot.generation.desk import Desk, Row
from bot.generation.engine import RowStep
from bot.generation.muse import EndReason, GenerationFailedError, MuseState, Piece

log = structlog.get_logger(__name__)


class _ClosingError(Exception):
    """Raised out of loading by a checkpoint when the worker is closing."""


class Serving:
    """What the thread does, from start to end."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._engine = desk.engine
        self._row_ids = itertools.count(1)

    def run(self) -> None:
        """Load and serve until the desk closes; every waiter is told the end, whatever it is."""
        try:
            if self._load():
                self._serve()
        except (
            BaseException
        ) as error:  # whatever it is must reach those who wait; Rust's panics are no Exception
            log.exception("muse_worker_failed")
            with self._desk.changed:
                self._desk.end_all(_failure(error))
            self._desk.fail("The muse's worker stopped on a fault of its own; the log says more.")
        finally:
            with self._desk.changed:
                self._desk.end_all(EndReason.CANCELLED)
            with contextlib.suppress(Exception):  # nothing is left to save when freeing the model fails
                self._engine.close()

    def _load(self) -> bool:
        desk, started = self._desk, time.perf_counter()
        try:
            self._engine.load(self._checkpoint)
        except _ClosingError:
            return False
        except OperatorError as error:
            desk.fail(str(error))
            return False
        except Exception as error:  # whatever a model library raises must end as a status
            log.exception("muse_load_failed")
            desk.fail(f"The model could not be loaded ({type(error).__name__}); the log says more.")
            return False
        with desk.changed:
            if desk.closing:
                return False
            desk.state = MuseState.READY
        info = self._engine.describe()
        seconds = round(time.perf_counter() - started, 1)
        log.info("muse_ready", model=info.name, checksum=info.checksum[:12], seconds=seconds)
        return True

    def _checkpoint(self) -> None:
        if self._desk.closing:
            raise _ClosingError

    def _serve(self) -> None:
        while self._settle():
            started = time.perf_counter()
            try:
                steps = self._engine.step()
            except MemoryError as error:
                self._make_room(error)
                continue
            except BaseException as error:  # a failing step fails its rows; the worker goes on
                log.exception("muse_step_failed", rows=len(self._desk.rows))
                with self._desk.changed:
                    self._desk.end_all(_failure(error))
                continue
            self._deliver(steps, time.perf_counter() - started)

    def _make_room(self, error: MemoryError) -> None:
        """Drop the newest row, so that those before it can go on."""
        with self._desk.changed:
            newest = max(self._desk.rows, default=None)
            log.error("muse_out_of_memory", rows=len(self._desk.rows), dropped=newest)
            if newest is not None:
                self._desk.end_row(newest, _failure(error))

    def _settle(self) -> bool:
        """Between two steps: drop what was cancelled, admit what fits, wait for work. False when closing."""
        desk = self._desk
        while True:
            with desk.changed:
                while not (desk.closing or desk.rows or desk.waiting):
                    desk.changed.wait()
                if desk.closing:
                    return False
                for row_id in [row_id for row_id, row in desk.rows.items() if row.cancelled]:
                    desk.end_row(row_id, EndReason.CANCELLED)
                wish = desk.waiting.peek()
                if wish is None or (desk.rows and len(desk.rows) + len(wish.open) > self._engine.capacity):
                    if desk.rows:
                        return True
                    continue
                desk.waiting.pop()
                rows = {next(self._row_ids): Row(stream, 0, time.perf_counter()) for stream in wish.open}
                desk.rows.update(rows)
            for row_id, row in rows.items():
                self._admit(row_id, row)

    def _admit(self, row_id: int, row: Row) -> None:
        request = row.stream.request
        try:
            row.prompt_tokens = self._engine.admit(row_id, request)
        except BaseException as error:  # one bad request must not stop the others
            log.exception("muse_request_failed", template=request.template)
            with self._desk.changed:
                self._desk.end_row(row_id, _failure(error))

    def _deliver(self, steps: Sequence[RowStep], seconds: float) -> None:
        desk = self._desk
        with desk.changed:
            made = 0
            for step in steps:
                row = desk.rows.get(step.row_id)
                if row is None:
                    continue
                made += step.tokens - row.tokens
                row.tokens, row.likelihoods = step.tokens, step.likelihoods
            # Also those that did not grow just now: a server's texts come one by one.
            desk.pace.stepped(sum(row.tokens > 0 for row in desk.rows.values()), made, seconds)
            for step in steps:
                row = desk.rows.get(step.row_id)
                if row is None:
                    continue
                if step.text:
                    row.stream.send(Piece(step.text, step.tokens))
                if step.failure is not None:
                    desk.end_row(step.row_id, _failure(step.failure))
                elif step.end is not None:
                    desk.end_row(step.row_id, step.end)


def _failure(error: BaseException) -> GenerationFailedError:
    failure = GenerationFailedError(f"{type(error).__name__} in the model")
    failure.__cause__ = error
    return failure
