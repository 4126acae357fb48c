"""Answers a message that is a haiku by laying it out; off unless moderators turned it on for the channel."""

from typing import TYPE_CHECKING

import discord
import structlog
from discord.ext import commands

from bot.ui.errors import TROUBLE
from bot.ui.markdown import literal
from bot.ui.quoting import quoted
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot

log = structlog.get_logger(__name__)

_TALK = (discord.MessageType.default, discord.MessageType.reply)


class Spotting(QuireCog):
    """Reads messages in channels, never in threads; without the Message Content intent there is no text."""

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Lay a haiku out."""
        if message.guild is None or not isinstance(message.channel, discord.TextChannel):
            return
        if message.author.bot or message.webhook_id is not None or message.type not in _TALK:
            return
        if not message.content or message.attachments or message.stickers or message.embeds:
            return
        lines = await self.services.spotting.look(message.guild.id, message.channel.id, message.content)
        if lines is None:
            return
        try:
            await message.reply(
                quoted("\n".join(map(literal, lines))),
                mention_author=False,
                allowed_mentions=discord.AllowedMentions.none(),
                silent=True,
            )
        except TROUBLE as error:
            log.info("haiku.untold", guild=message.guild.id, reason=str(error))


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Spotting(bot))
