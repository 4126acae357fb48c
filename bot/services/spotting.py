"""Haiku said without meaning to, in channels where moderators want them told. No text is kept."""

import asyncio
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.knobs import HAIKU
from bot.domain.spotting import may_be_haiku, spotted
from bot.services.limits import LimitService
from bot.services.poetry import PoetryService

PAUSE = timedelta(minutes=10)
"""At most one in a channel in this time."""
_CHANNELS = 1_000  # whose last one is remembered; those of longest ago are dropped


class SpottingService:
    """Looks at what is said, one message at a time."""

    def __init__(self, limits: LimitService, poetry: PoetryService, clock: Clock) -> None:
        self._limits = limits
        self._poetry = poetry
        self._clock = clock
        self._last: OrderedDict[int, datetime] = OrderedDict()

    async def look(self, guild_id: int, channel_id: int, text: str) -> tuple[str, str, str] | None:
        """Return a message as the three lines of a haiku, if it is one that may be told here and now."""
        if not may_be_haiku(text) or self._pausing(channel_id):
            return None
        if not await self._limits.is_on(HAIKU, channel_id):
            return None
        taught = await self._poetry.taught(guild_id)
        lines = await asyncio.to_thread(spotted, text, taught)
        if lines is None or self._pausing(channel_id):  # another was told meanwhile
            return None
        self._last[channel_id] = self._clock.now()
        self._last.move_to_end(channel_id)
        if len(self._last) > _CHANNELS:
            self._last.popitem(last=False)
        return lines

    def _pausing(self, channel_id: int) -> bool:
        last = self._last.get(channel_id)
        return last is not None and self._clock.now() - last < PAUSE
