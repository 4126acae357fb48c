"""Plays the muse's turns: keeps what it wrote for the host; passes where it has nothing to say."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.generation.chorus import Chorus
from bot.generation.muse import (
    GenerationFailedError,
    MuseUnavailableError,
    OverloadedError,
    QuotaReachedError,
)
from bot.services.muse_turns import MuseTurnService
from bot.tasks import Tasks
from bot.waiting import Waiting

log = structlog.get_logger(__name__)

_TRIES = 3
_PATIENCE = 60.0  # seconds before a queue that was full is tried again

Publish = Callable[[int, int], Awaitable[None]]


class MusePlayer:
    """One task for each story in which the muse has the turn."""

    def __init__(self, muse_turns: MuseTurnService, waiting: Waiting, tasks: Tasks, publish: Publish) -> None:
        self._muse_turns = muse_turns
        self._waiting = waiting
        self._tasks = tasks
        self._publish = publish
        self._playing: set[int] = set()

    async def catch_up(self) -> None:
        """Play every turn that the muse has and did not write for yet."""
        for guild_id, story_id in await self._muse_turns.waiting():
            self.play(guild_id, story_id)

    def play(self, guild_id: int, story_id: int) -> None:
        """Play the muse's turn in the background; a story in which it writes just now is left alone."""
        if story_id not in self._playing:
            self._playing.add(story_id)
            self._tasks.spawn(self._play(guild_id, story_id), name=f"muse-turn-{story_id}")

    async def _play(self, guild_id: int, story_id: int) -> None:
        try:
            if not await self._settled(guild_id, story_id):
                await self._muse_turns.give_up(guild_id, story_id)
            await self._publish(guild_id, story_id)
        finally:
            self._playing.discard(story_id)

    async def _settled(self, guild_id: int, story_id: int) -> bool:
        """Ask a few times; tell whether the muse wrote something, or has the turn no more."""
        for _ in range(_TRIES):
            try:
                playing = await self._muse_turns.play(guild_id, story_id)
                if playing is None:
                    return True
                chorus = Chorus(playing.streams)
                await chorus.read(self._waiting)
            except MuseUnavailableError as error:
                log.warning("muse.away", story=story_id, reason=str(error))
                return False
            except (OverloadedError, QuotaReachedError):
                await asyncio.sleep(_PATIENCE)
            except GenerationFailedError as error:
                log.warning("muse.failed", story=story_id, reason=str(error))
            else:
                if await self._muse_turns.played(guild_id, story_id, playing, chorus.made):
                    return True
        return False
