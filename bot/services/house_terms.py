"""What a server's moderators have set for the terms of stories: what is usual, and what a host may choose."""

from collections.abc import Mapping
from typing import Any

from bot.domain.lengths import Lengths
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MuseRole, Order, Sight, Terms
from bot.domain.story_knobs import (
    MUSE_ROLE,
    ORDER,
    SIGHT,
    TURN_HOURS,
    TURN_HOURS_MAX,
    TURN_HOURS_MIN,
    TURN_WORDS,
    WORDS_MAX,
    WORDS_MIN,
)
from bot.services.limits import LimitService


class HouseTerms:
    """The terms of stories, channel by channel."""

    def __init__(self, settings: LimitService) -> None:
        self._settings = settings

    async def lengths(self, guild_id: int, channel_id: int) -> Lengths:
        """Return how long passages may be in a channel."""
        low = await self._number(WORDS_MIN, guild_id, channel_id)
        return Lengths(low, await self._number(WORDS_MAX, guild_id, channel_id))

    async def usual(self, guild_id: int, channel_id: int, said: Mapping[str, Any] | None = None) -> Terms:
        """Return the terms of a story that begins in a channel: what its host ``said``, by the names of
        :class:`Terms`, and else what is usual there.

        Raises:
            Refusal: what was said is out of bounds there, or cannot hold together.
        """
        said = said or {}
        lengths, (low, high) = (
            await self.lengths(guild_id, channel_id),
            await self._hours(guild_id, channel_id),
        )
        for name in ("words_min", "words_max"):
            _check_within(Reason.WORDS_HERE, said.get(name), lengths.low, lengths.high)
        _check_within(Reason.TURN_HOURS_HERE, said.get("turn_hours"), low, high)
        least = int(said.get("words_min", lengths.low))
        usual = {
            "words_min": lengths.low,
            "words_max": max(lengths.nearest(await self._number(TURN_WORDS, guild_id, channel_id)), least),
            "turn_hours": min(max(await self._number(TURN_HOURS, guild_id, channel_id), low), high),
            "order": Order(str(await self._settings.value(ORDER, guild_id, channel_id))),
            "sight": Sight(str(await self._settings.value(SIGHT, guild_id, channel_id))),
            "muse": MuseRole(str(await self._settings.value(MUSE_ROLE, guild_id, channel_id))),
        }
        return Terms(**{**_agreeing(usual, said), **said})

    async def check(self, guild_id: int, channel_id: int, terms: Terms) -> None:
        """Refuse terms that a story may not have there.

        Raises:
            Refusal: passages or turns are to be shorter or longer than there may be.
        """
        lengths, (low, high) = (
            await self.lengths(guild_id, channel_id),
            await self._hours(guild_id, channel_id),
        )
        for words in (terms.words_min, terms.words_max):
            _check_within(Reason.WORDS_HERE, words, lengths.low, lengths.high)
        _check_within(Reason.TURN_HOURS_HERE, terms.turn_hours, low, high)

    async def _number(self, name: str, guild_id: int, channel_id: int) -> int:
        return int(await self._settings.value(name, guild_id, channel_id))

    async def _hours(self, guild_id: int, channel_id: int) -> tuple[int, int]:
        low = await self._number(TURN_HOURS_MIN, guild_id, channel_id)
        return low, await self._number(TURN_HOURS_MAX, guild_id, channel_id)


def _check_within(reason: Reason, value: int | None, low: int, high: int) -> None:
    if value is not None and not low <= value <= high:
        raise Refusal(reason, low=low, high=high)


def _agreeing(usual: dict[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is usual, as far as it does not contradict what was said: nobody is refused for what they
    did not ask for."""
    if "words_max" in said:
        usual["words_min"] = min(usual["words_min"], said["words_max"])
    order, muse = said.get("order", usual["order"]), said.get("muse", usual["muse"])
    if order is Order.OPEN and muse is MuseRole.PLAYER:
        if "muse" not in said:
            usual["muse"] = MuseRole.SUGGEST
        elif "order" not in said:
            usual["order"] = Order.ROTA
    return usual
