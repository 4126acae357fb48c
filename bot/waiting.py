"""The port through which the bot waits for something slow outside Discord: the muse.

On a real server a wait is just an ``await``. A simulated Discord must be told which waits are meant, or
it would hold a command open until the muse is done; it fills this port with its own declaration.
"""

from collections.abc import Awaitable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Waiting(Protocol):
    """Awaits something outside Discord, whose end its owner guarantees."""

    async def wait(self, awaitable: Awaitable[T], reason: str) -> T:
        """Await ``awaitable`` and return its result; ``reason`` names the wait for a person who debugs it."""
        ...


class PlainWaiting:
    """Awaits, and nothing more."""

    async def wait(self, awaitable: Awaitable[T], reason: str) -> T:
        """Await ``awaitable`` and return its result."""
        return await awaitable
