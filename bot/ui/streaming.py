"""Texts on their way: shown as they grow, about one edit a second, and stopped by whoever asked for them."""

import secrets
from collections.abc import Awaitable, Callable
from time import perf_counter

import discord
import structlog

from bot.generation.muse import Stream
from bot.ui.errors import TROUBLE
from bot.waiting import Waiting

log = structlog.get_logger(__name__)

_INTERVAL = 1.0  # seconds; Discord limits edits of a channel's messages to about this

Show = Callable[[str, int], Awaitable[None]]


class LiveTexts:
    """The texts that are being written now. They end with the process, and their buttons say so."""

    def __init__(self, waiting: Waiting, interval: float = _INTERVAL) -> None:
        self._waiting = waiting
        self._interval = interval
        self._streams: dict[int, tuple[int, Stream]] = {}

    def add(self, stream: Stream, member_id: int) -> int:
        """Note a text and who asked for it; return the number by which its Stop button names it."""
        number = secrets.randbits(48)
        self._streams[number] = (member_id, stream)
        return number

    def stop(self, number: int, member_id: int) -> bool:
        """Stop a text if the member asked for it; tell whether there was one."""
        owner, stream = self._streams.get(number, (None, None))
        if stream is None or owner != member_id:
            return False
        stream.cancel()
        return True

    def abandon(self, number: int) -> None:
        """Stop and forget a text that nobody will read."""
        _, stream = self._streams.pop(number)
        stream.cancel()

    async def follow(self, number: int, show: Show) -> tuple[str, Stream]:
        """Read a text to its end, with ``show(text so far, tokens)`` about once a second; return all of it.

        Raises:
            GenerationFailedError: the model failed.
            discord.NotFound: its message is gone; the text is stopped then.
        """
        _, stream = self._streams[number]
        text, last = "", -self._interval
        try:
            pieces = aiter(stream)
            while (piece := await self._waiting.wait(anext(pieces, None), "the muse")) is not None:
                text += piece.text
                if perf_counter() - last >= self._interval and text.strip():
                    last = perf_counter()
                    await _shown(show, text, piece.tokens)
            return text, stream
        finally:
            self.abandon(number)


async def _shown(show: Show, text: str, tokens: int) -> None:
    try:
        await show(text, tokens)
    except discord.NotFound:
        raise
    except TROUBLE as error:
        log.debug("text.not_shown", reason=str(error))  # the next edit, or the last, shows more
