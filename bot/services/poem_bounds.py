"""What a server's lists and the built-in ones leave of the muse's words for a poem."""

import asyncio
from collections.abc import Mapping

from bot.domain.limits.vetting import breaches, unfit
from bot.domain.story import Rating
from bot.services.word_lists import WordListService


class ListedBounds:
    """A ``Bounds`` for a poem of a rating in a channel; the lists are those of the moment."""

    def __init__(
        self, lists: WordListService, guild_id: int, channel_id: int, rating: Rating = Rating.EVERYONE
    ) -> None:
        self._lists = lists
        self._place = guild_id, channel_id, rating

    async def unfit(self, stock: Mapping[str, float]) -> frozenset[str]:
        """Return which words the lists leave out."""
        return await asyncio.to_thread(unfit, stock, await self._lists.policy(*self._place))

    async def breaches(self, before: str, line: str) -> frozenset[str]:
        """Return the words of a line that belong to something that is not simply let through."""
        policy = await self._lists.policy(*self._place)
        text = f"{before}\n{line}"
        return await asyncio.to_thread(breaches, text, len(before) + 1, policy)
