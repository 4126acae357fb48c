"""``/limits``: what moderators set for their server and its channels."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.knobs import KNOBS, Scope
from bot.ui.actors import actor_of
from bot.ui.catalogue import Text
from bot.ui.limits import setting_done, settings_shown
from bot.ui.replies import Interaction
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot

_OFFERED = 25  # choices that Discord shows
_NAME = 100  # characters of a choice


async def complete_setting(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Offer the settings, each with its help."""
    say = interaction.client.replies.say(interaction)
    wanted = current.strip().casefold()
    found = (knob for knob in KNOBS.values() if wanted in knob.name)
    return [Choice(name=f"{knob.name}: {say(Text(knob.about))}"[:_NAME], value=knob.name) for knob in found][
        :_OFFERED
    ]


async def complete_value(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Offer the values of the setting that was chosen."""
    knob = KNOBS.get(str(interaction.namespace.setting or "").strip().casefold())
    offered = knob.offered if knob is not None else ()
    wanted = current.strip().casefold()
    return [Choice(name=value, value=value) for value in offered if value.startswith(wanted)][:_OFFERED]


class Limits(QuireCog, name="limits"):
    """The commands of ``/limits``."""

    group = app_commands.Group(
        name="limits", description=T("What moderators set for this server"), guild_only=True
    )

    @group.command(description=T("How every setting stands; moderators"))
    async def show(self, interaction: Interaction) -> None:
        """Show the settings."""
        found = await self.services.limits.show(actor_of(interaction))
        shown = settings_shown(found, self.services.limits.lacks, self.replies.say(interaction))
        await self.replies.send(interaction, embed=shown)

    @group.command(name="set", description=T("Change a setting; moderators"))
    @app_commands.describe(
        setting=T("Which one"),
        value=T("What it should be"),
        channel=T("Where, if it is a channel's setting; here, if left out"),
    )
    @app_commands.autocomplete(setting=complete_setting, value=complete_value)
    async def set_value(
        self, interaction: Interaction, setting: str, value: str, channel: discord.TextChannel | None = None
    ) -> None:
        """Turn a knob."""
        knob = KNOBS.get(setting.strip().casefold())
        place = channel.id if channel is not None else None
        if place is None and knob is not None and knob.scope is Scope.CHANNEL:
            here = interaction.channel
            place = here.id if isinstance(here, discord.TextChannel) else None
        done = await self.services.limits.set(actor_of(interaction), setting, value, place)
        await self.replies.send(interaction, setting_done(done))


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Limits(bot))
