"""What waits for moderators makes itself heard here, whoever listens."""

from collections.abc import Callable

Listener = Callable[[int], None]


class Bell:
    """Rung, after it is stored, for a server on which something new waits."""

    def __init__(self) -> None:
        self._listener: Listener | None = None

    def listen(self, listener: Listener) -> None:
        """Let ``listener(guild_id)`` hear each ring, in place of the one before. It returns at once."""
        self._listener = listener

    def ring(self, guild_id: int) -> None:
        """Something new waits on that server."""
        if self._listener is not None:
            self._listener(guild_id)
