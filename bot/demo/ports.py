"""Fills the bot's clock and waiting ports from a simulated Discord.

Both are bound late: the simulation needs the bot, and the bot needs its ports first.
"""

from collections.abc import Awaitable, Generator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from simcord import SetupError

from bot.clock import SystemClock

if TYPE_CHECKING:
    from simcord import Env

T = TypeVar("T")


class SimulatedClock:
    """Tells the simulation's time once attached, the machine's until then."""

    def __init__(self) -> None:
        self._env: Env | None = None

    def attach(self, env: "Env") -> None:
        """Take the time from ``env`` from now on."""
        self._env = env

    def now(self) -> datetime:
        """Return the current instant, aware, in UTC."""
        return SystemClock().now() if self._env is None else self._env.now()


class SimulatedWaiting:
    """Declares the bot's waits to the simulation, so that no command is held open by them."""

    def __init__(self) -> None:
        self._env: Env | None = None

    def attach(self, env: "Env") -> None:
        """Declare waits to ``env`` from now on."""
        self._env = env

    async def wait(self, awaitable: Awaitable[T], reason: str) -> T:
        """Await ``awaitable``; work that the simulation does not own just awaits it."""
        if self._env is None:
            return await awaitable
        once = _Once(awaitable)
        try:
            result: T = await self._env.external_wait(once, reason=reason)
        except SetupError:
            # Refused before it began: not the bot's own task, or already inside a declared wait.
            if once.begun:
                raise
            return await awaitable
        return result


class _Once(Generic[T]):
    """Remembers whether it was awaited; having no ``close``, it survives a refused declaration."""

    def __init__(self, awaitable: Awaitable[T]) -> None:
        self._awaitable = awaitable
        self.begun = False

    def __await__(self) -> Generator[Any, Any, T]:
        self.begun = True
        return (yield from self._awaitable.__await__())
