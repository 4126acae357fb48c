"""Telling the owner of a server, to which Quire came back, what is there of it still."""

from datetime import datetime

import discord
import structlog

from bot.services.housekeeping import HousekeepingService, Spared
from bot.ui.catalogue import Say, Text, msgs
from bot.ui.markdown import literal
from bot.ui.standing import stamp
from bot.ui.summons import tell

log = structlog.get_logger(__name__)


class Returning:
    """Sends one direct message; an owner who takes none from Quire is let be."""

    def __init__(self, client: discord.Client, housekeeping: HousekeepingService, say: Say) -> None:
        self._client = client
        self._housekeeping = housekeeping
        self._say = say

    async def tell_owner(self, guild_id: int, since: datetime) -> None:
        """Tell the owner of a server from which Quire was gone since then, if something of it was spared."""
        spared, guild = await self._housekeeping.spared(guild_id, since), self._client.get_guild(guild_id)
        if spared is None or guild is None or guild.owner_id is None:
            return
        try:
            await tell(self._client, guild.owner_id, self._say(_welcome(guild.name, spared)))
        except discord.HTTPException as error:
            log.info("owner.untold", guild=guild_id, reason=str(error))


def _welcome(server: str, spared: Spared) -> Text:
    return msgs(
        "I am back on **{server}**, and its {count} story is as it was. Had I stayed away, it would have "
        "been deleted on {day}.",
        "I am back on **{server}**, and its {count} stories are as they were. Had I stayed away, they would "
        "have been deleted on {day}.",
        spared.stories,
        server=literal(server),
        day=stamp(spared.end, "D"),
    )
