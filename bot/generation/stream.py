"""The event loop's end of a request: the worker's thread pushes pieces over, a reader iterates over them."""

import asyncio
from collections.abc import AsyncIterator, Callable

from bot.generation.muse import Piece, Receipt, Request

End = Receipt | Exception
"""How a stream ended: with a receipt, or with the failure that its reader gets."""


class LoopStream:
    """A ``muse.Stream``. Everything but ``send`` and ``finish`` belongs to the loop that asked."""

    def __init__(
        self,
        request: Request,
        cancel: Callable[["LoopStream"], None],
        place: Callable[["LoopStream"], int],
        wait_seconds: Callable[["LoopStream"], float | None],
    ) -> None:
        self.request = request
        self._loop = asyncio.get_running_loop()
        self._cancel = cancel
        self._place = place
        self._wait_seconds = wait_seconds
        self._arrived: asyncio.Queue[Piece | End] = asyncio.Queue()
        self._receipt: Receipt | None = None
        self._read = False

    async def __aiter__(self) -> AsyncIterator[Piece]:
        """Yield the pieces as they come; a reader who leaves early cancels the request.

        Raises:
            GenerationFailedError: the model failed.
            RuntimeError: it was read before.
        """
        if self._read:
            raise RuntimeError("a stream is read once")
        self._read = True
        try:
            while not isinstance(item := await self._arrived.get(), Receipt):
                if isinstance(item, Exception):
                    raise item
                yield item
        finally:
            self.cancel()

    @property
    def place(self) -> int:
        """The place in the queue, 1 for the next to be served; 0 once it is being written or has ended."""
        return self._place(self)

    @property
    def wait_seconds(self) -> float | None:
        """How many seconds it is likely to wait still; 0 once it is written, None if nothing was measured."""
        return self._wait_seconds(self)

    @property
    def receipt(self) -> Receipt | None:
        """The receipt, once the stream has ended without a failure."""
        return self._receipt

    def cancel(self) -> None:
        """Stop it at the model's next step; the stream then ends with what it has. Safe to repeat."""
        self._cancel(self)

    def send(self, piece: Piece) -> None:
        """Hand a piece to the reader. Called from any thread."""
        self._on_loop(self._arrived.put_nowait, piece)

    def finish(self, end: End) -> None:
        """End the stream. Called from any thread, once."""
        self._on_loop(self._finish, end)

    def _finish(self, end: End) -> None:
        if isinstance(end, Receipt):
            self._receipt = end
        self._arrived.put_nowait(end)

    def _on_loop(self, call: Callable[..., None], argument: object) -> None:
        try:
            self._loop.call_soon_threadsafe(call, argument)
        except RuntimeError:
            # The loop is closed: nobody is left to read.
            return
