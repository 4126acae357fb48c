"""``/setup``: the first settings of a server, each saved as soon as it is chosen."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.knobs import FIRST_STEPS, KNOBS, MODERATORS_CHANNEL, MODERATORS_ROLE
from bot.ui.actors import actor_of
from bot.ui.replies import Interaction
from bot.ui.router import chosen
from bot.ui.setting_up import setup_shown
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot


class Setup(QuireCog):
    """The command and its choices. A choice's number is the setting's place among the first steps."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("setup-set", self.choose, numbers=1)

    @app_commands.command(description=T("Set me up on this server, step by step; Manage Server"))
    @app_commands.guild_only()
    @app_commands.describe(
        moderators_channel=T("Where I tell the moderators that something waits for them"),
        role=T("Who has it moderates with me, beside those who have Manage Messages"),
    )
    async def setup(
        self,
        interaction: Interaction,
        moderators_channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Store what is named, and show the settings."""
        await self.replies.acknowledge(interaction)
        actor = actor_of(interaction)
        await self.services.limits.first_steps(actor)  # refuses before anything of it is stored
        for name, thing in ((MODERATORS_CHANNEL, moderators_channel), (MODERATORS_ROLE, role)):
            if thing is not None:
                await self.services.limits.set(actor, name, str(thing.id), None)
        await self._show_steps(interaction)

    async def choose(self, interaction: Interaction, step: int) -> None:
        """Save what was chosen, and show how it stands."""
        name = FIRST_STEPS[min(step, len(FIRST_STEPS) - 1)]
        value = next(iter(chosen(interaction)), KNOBS[name].written(KNOBS[name].default))
        actor = actor_of(interaction)
        await self.services.limits.first_steps(actor)  # refuses before it is stored
        self.turned(actor.guild_id, await self.services.limits.set(actor, name, value, None))
        await self._show_steps(interaction)

    async def _show_steps(self, interaction: Interaction) -> None:
        actor = actor_of(interaction)
        found = await self.services.limits.first_steps(actor)
        guild = self.bot.get_guild(actor.guild_id)
        await self.replies.replace(interaction, **setup_shown(found, guild, self.replies.say(interaction)))


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Setup(bot))
