"""Texts on their way: shown as they grow, about one edit a second, and stopped by whoever asked for them."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import discord
import structlog

from bot.generation.chorus import Chorus
from bot.generation.muse import Stream
from bot.ui.errors import TROUBLE
from bot.ui.replies import LateAnswerError
from bot.waiting import Waiting

log = structlog.get_logger(__name__)

_INTERVAL = 1.0  # seconds; Discord limits edits of a channel's messages to about this

Show = Callable[[Sequence[str], int, float], Awaitable[None]]
"""Shows texts as far as they are, with the tokens made so far and how many come in a second."""


@dataclass(frozen=True, slots=True)
class _Wish:
    guild_id: int
    member_id: int
    chorus: Chorus


class LiveTexts:
    """The texts that are being written now. They end with the process, and their buttons say so."""

    def __init__(self, waiting: Waiting, interval: float = _INTERVAL) -> None:
        self._waiting = waiting
        self._interval = interval
        self._live: dict[int, _Wish] = {}
        self._messages: dict[int, int] = {}  # which wish grows in a message that was there before

    def grow_in(self, message_id: int) -> bool:
        """Tell whether texts grow in a message that was there before they were asked for."""
        return message_id in self._messages.values()

    def add(
        self, streams: Sequence[Stream], guild_id: int, member_id: int, message_id: int | None = None
    ) -> int:
        """Note texts that belong together and who asked for them; return the number that their Stop names.

        ``message_id`` is the message in which they will grow, if it is there already.
        """
        number = secrets.randbits(48)
        self._live[number] = _Wish(guild_id, member_id, Chorus(streams))
        if message_id is not None:
            self._messages[number] = message_id
        return number

    def stop(self, number: int, member_id: int) -> bool:
        """Stop texts if the member asked for them; tell whether there were any."""
        wish = self._live.get(number)
        if wish is None or wish.member_id != member_id:
            return False
        wish.chorus.cancel()
        return True

    def stop_all(self, guild_id: int) -> None:
        """Stop all texts that are being written for a server's members."""
        for wish in self._live.values():
            if wish.guild_id == guild_id:
                wish.chorus.cancel()

    def stop_of(self, member_id: int) -> None:
        """Stop all texts that are being written for a member, on whichever server."""
        for wish in self._live.values():
            if wish.member_id == member_id:
                wish.chorus.cancel()

    def abandon(self, number: int) -> None:
        """Stop and forget texts that nobody will read."""
        wish = self._live.pop(number)
        self._messages.pop(number, None)
        wish.chorus.cancel()

    async def follow(self, number: int, show: Show) -> Chorus:
        """Read texts to their ends, with ``show`` about once a second, the latest state each time.

        Raises:
            GenerationFailedError: the model failed.
            discord.NotFound: their message is gone; they are stopped then.
        """
        chorus = self._live[number].chorus
        showing = _Showing(chorus, show, self._interval)
        try:
            await chorus.read(self._waiting, showing.heard)
            if showing.gone is not None:
                raise showing.gone
            return chorus
        finally:
            try:
                await showing.end()
            finally:
                self.abandon(number)


class _Showing:
    """Shows a chorus as it grows; an edit on its way never holds the reading up, and none is queued."""

    def __init__(self, chorus: Chorus, show: Show, interval: float) -> None:
        self._chorus = chorus
        self._show = show
        self._interval = interval
        self._begun = 0.0
        self._last = -interval
        self._edit: asyncio.Task[None] | None = None
        self._late = False
        self.gone: discord.NotFound | None = None

    def heard(self) -> None:
        """Show the latest state, if the last edit is done and long enough ago."""
        chorus, now = self._chorus, perf_counter()
        if not any(text.strip() for text in chorus.texts):
            return
        self._begun = self._begun or now
        if self._edit is not None and not self._edit.done():
            return
        if now - self._last < self._interval or self.gone is not None or self._late:
            return
        self._last = now
        speed = chorus.tokens / (now - self._begun) if now - self._begun > self._interval / 2 else 0.0
        self._edit = asyncio.create_task(self._shown(list(chorus.texts), chorus.tokens, speed))

    async def end(self) -> None:
        """Wait for the edit that is on its way, so that it does not come after the last one.

        A reader who is cancelled, before or meanwhile, does not wait: the edit is cancelled too.
        """
        task = asyncio.current_task()
        if self._edit is None or task is None:
            return
        before = task.cancelling()
        if before:
            self._edit.cancel()
        try:
            await self._edit
        except asyncio.CancelledError:
            if task.cancelling() > before:
                raise

    async def _shown(self, texts: list[str], tokens: int, speed: float) -> None:
        try:
            await self._show(texts, tokens, speed)
        except discord.NotFound as error:
            self.gone = error
            self._chorus.cancel()
        except LateAnswerError:
            self._late = True  # it is read to its end all the same: what is written then can be kept
        except TROUBLE as error:
            log.debug("text.not_shown", reason=str(error))  # the next edit, or the last, shows more
