"""The muse's one worker, as the event loop sees it: a bounded queue before a thread that owns the engine."""

import asyncio
import contextlib
import threading
from collections.abc import Sequence

import structlog

from bot.domain.story import MUSE_ID
from bot.generation.desk import Desk, Wish
from bot.generation.engine import Engine
from bot.generation.hourly import Hourly
from bot.generation.muse import (
    Ability,
    MuseState,
    MuseStatus,
    MuseUnavailableError,
    OverloadedError,
    QuotaReachedError,
    Request,
    Stream,
    UnsupportedError,
)
from bot.generation.serving import Serving
from bot.generation.stream import LoopStream

log = structlog.get_logger(__name__)

CLOSE_SECONDS = 20.0
"""How long ``close`` waits for the thread; torch cannot be interrupted within a step."""


class WorkerMuse:
    """A ``Muse`` around any ``Engine``. ``ask_all`` and ``close`` are called on an event loop.

    ``queue_limit`` bounds the wishes that wait, ``member_limit`` and ``guild_limit`` those that one member
    or one guild has waiting or being written, ``member_hourly`` and ``guild_hourly`` those that they may
    make within an hour (0: no limit). The muse's own turns count as the guild's alone.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        queue_limit: int,
        member_limit: int = 1000,
        guild_limit: int = 1000,
        member_hourly: int = 0,
        guild_hourly: int = 0,
    ) -> None:
        self._engine = engine
        self._queue_limit = queue_limit
        self._member_limit = member_limit
        self._guild_limit = guild_limit
        self._member_hourly = Hourly(member_hourly)
        self._guild_hourly = Hourly(guild_hourly)
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

    @property
    def abilities(self) -> frozenset[Ability]:
        """What the engine can do beyond writing."""
        return self._engine.abilities

    def ask(self, request: Request) -> Stream:
        """Put one request into the queue, as :meth:`ask_all` does."""
        return self.ask_all([request])[0]

    def ask_all(self, requests: Sequence[Request]) -> list[Stream]:
        """Put one member's requests into the queue as one wish: they are written side by side.

        Raises:
            MuseUnavailableError: the muse is closed or could not be loaded.
            OverloadedError: the queue is full.
            QuotaReachedError: the member or their guild has too many wishes already, or made too many.
            UnsupportedError: the engine lacks what a request needs.
            ValueError: there is no request, they are not one member's, or one has neither messages nor text,
                or asks for no token.
        """
        guild_id, member_id = _the_asker(requests)
        for request in requests:
            if request.mask is not None and Ability.MASK not in self._engine.abilities:
                raise UnsupportedError(Ability.MASK)
        desk = self._desk
        with desk.changed:
            if desk.closing or desk.state is MuseState.FAILED:
                raise MuseUnavailableError(desk.problem or "the muse was closed")
            if not requests[0].goes_on:
                self._admit(guild_id, member_id)
            streams = [
                LoopStream(request, self._cancel, desk.place, desk.wait_seconds) for request in requests
            ]
            wish = Wish(guild_id, member_id, list(streams))
            desk.wishes.update(dict.fromkeys(streams, wish))
            desk.waiting.push(guild_id, member_id, wish)
            desk.changed.notify_all()
        # A step that only waits would keep the new rows out.
        self._engine.interrupt()
        return list(streams)

    def _admit(self, guild_id: int, member_id: int) -> None:
        """Count a new wish; lock held.

        Raises:
            OverloadedError: the queue is full.
            QuotaReachedError: the member or their guild has too many wishes already, or made too many.
        """
        desk = self._desk
        if len(desk.waiting) >= self._queue_limit:
            raise OverloadedError(len(desk.waiting))
        own_turn = member_id == MUSE_ID  # one for each story: they are the guild's, as in an hour
        if not own_turn and desk.open_wishes(guild_id=guild_id, member_id=member_id) >= self._member_limit:
            raise QuotaReachedError("member", self._member_limit)
        if desk.open_wishes(guild_id=guild_id) >= self._guild_limit:
            raise QuotaReachedError("guild", self._guild_limit)
        self._count(guild_id, member_id)

    def _count(self, guild_id: int, member_id: int) -> None:
        """Count a wish of the hour; lock held.

        Raises:
            QuotaReachedError: the member or their guild has made too many; it is not counted then.
        """
        member = None if member_id == MUSE_ID else (guild_id, member_id)  # its own turns are the guild's
        if seconds := self._member_hourly.wait_seconds(member):
            raise QuotaReachedError("member", self._member_hourly.limit, seconds)
        if seconds := self._guild_hourly.wait_seconds(guild_id):
            raise QuotaReachedError("guild", self._guild_hourly.limit, seconds)
        if member is not None:
            self._member_hourly.note(member)
        self._guild_hourly.note(guild_id)

    def _cancel(self, stream: LoopStream) -> None:
        if self._desk.cancel(stream):
            self._engine.interrupt()


def _the_asker(requests: Sequence[Request]) -> tuple[int, int]:
    """Return the guild and the member of requests that can be asked together.

    Raises:
        ValueError: they cannot.
    """
    askers = {(request.guild_id, request.member_id) for request in requests}
    if len(askers) != 1:
        raise ValueError("a wish is one member's")
    for request in requests:
        if not request.messages and not request.text:
            raise ValueError("a request has messages or text")
        if request.sampling.max_tokens < 1:
            raise ValueError("a request asks for one token at least")
    return askers.pop()


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
