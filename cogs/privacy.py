"""``/privacy``: what is held about a member."""

from io import BytesIO
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.ui.actors import actor_of
from bot.ui.catalogue import msg
from bot.ui.replies import Interaction
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot


class Privacy(QuireCog, name="privacy"):
    """The commands of ``/privacy``."""

    group = app_commands.Group(name="privacy", description=T("What I hold about you"), guild_only=True)

    @group.command(description=T("A file with all that I hold about you; only you see it"))
    async def export(self, interaction: Interaction) -> None:
        """Send the file."""
        await self.replies.acknowledge(interaction)
        held = await self.services.privacy.export(actor_of(interaction))
        limit = interaction.guild.filesize_limit if interaction.guild is not None else len(held)
        if len(held) > limit:
            text = msg("It is more than Discord lets me send; ask the server's operator for the file.")
            await self.replies.replace(interaction, text)
            return
        text = msg("All that I hold about you on this server, and what you set for every server.")
        file = discord.File(BytesIO(held), "quire-privacy.json")
        await self.replies.replace(interaction, text, attachments=[file])


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Privacy(bot))
