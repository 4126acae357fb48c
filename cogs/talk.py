"""Keeps a story's board in sight where people talk in its thread. What they say is never read."""

from collections import OrderedDict
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot

FAR = 15  # messages after which the board has scrolled away
_THREADS = 5_000  # counted at a time; those in which nobody talked for longest are dropped


class Talk(QuireCog):
    """Counts the messages below each board."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self._below: OrderedDict[int, int] = OrderedDict()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Post the board anew once it is far up; the thread of anything else is left alone."""
        if message.guild is None or not isinstance(message.channel, discord.Thread):
            return
        count = self._below.pop(message.channel.id, 0) + 1
        if self.bot.user is not None and message.author.id == self.bot.user.id:
            return  # its own posts end with the board
        if count < FAR:
            self._below[message.channel.id] = count
            if len(self._below) > _THREADS:
                self._below.popitem(last=False)
            return
        record = await self.services.threads.story_in(message.guild.id, message.channel.id)
        if record is not None:
            await self.bot.publisher.lift_quietly(record.guild_id, record.id)


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Talk(bot))
