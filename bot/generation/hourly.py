"""How often each asks within any hour: nobody is served by chance alone who asks a thousand times."""

import time
from collections import deque
from collections.abc import Callable, Hashable

HOUR = 3600.0  # seconds
_SWEEP = 1000  # after so many notes, those who have long been silent are forgotten


class Hourly:
    """Counts for each key over the last hour. ``limit`` is how often is allowed, 0 for no limit.

    It counts from the process's start. Not thread-safe: its owner locks.
    """

    def __init__(self, limit: int, now: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self._now = now
        self._asked: dict[Hashable, deque[float]] = {}
        self._notes = 0

    def wait_seconds(self, key: Hashable, limit: int | None = None) -> float:
        """Return how long until ``key`` may ask again, 0 if it may now; ``limit`` is its own."""
        asked, limit = self._asked.get(key), self.limit if limit is None else limit
        if not limit or asked is None:
            return 0.0
        self._forget(asked)
        return asked[-limit] + HOUR - self._now() if len(asked) >= limit else 0.0

    def note(self, key: Hashable, limit: int | None = None) -> None:
        """Count that ``key`` asked."""
        if not (self.limit if limit is None else limit):
            return
        self._asked.setdefault(key, deque()).append(self._now())
        self._notes += 1
        if self._notes % _SWEEP == 0:
            for asked in self._asked.values():
                self._forget(asked)
            self._asked = {key: asked for key, asked in self._asked.items() if asked}

    def take_back(self, key: Hashable) -> None:
        """Count one less: what was noted last came to nothing."""
        if asked := self._asked.get(key):
            asked.pop()

    def _forget(self, asked: deque[float]) -> None:
        while asked and asked[0] <= self._now() - HOUR:
            asked.popleft()
