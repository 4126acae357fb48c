"""``/prompt daily``: a prompt every day in a channel."""

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain import dates
from bot.ui.actors import actor_of
from bot.ui.catalogue import msg
from bot.ui.replies import Interaction
from bot.ui.standing import stamp
from cogs.base import QuireCog
from cogs.prompts.group import prompt_group
from cogs.zones import complete_zone


class DailyPrompts(QuireCog):
    """Turning daily prompts on and off."""

    @prompt_group.command(description=T("A prompt every day in a channel; needs Manage Server"))
    @app_commands.describe(
        channel=T("Where it comes"),
        time=T("When, such as 09:00"),
        timezone=T("In which time zone, such as Europe/Berlin"),
        on=T("False turns it off (true)"),
    )
    @app_commands.autocomplete(timezone=complete_zone)
    async def daily(
        self,
        interaction: Interaction,
        channel: discord.TextChannel,
        time: Range[str, 1, 8],
        timezone: Range[str, 1, 64],
        on: bool = True,
    ) -> None:
        """Turn a channel's daily prompt on or off, or change its time."""
        actor = actor_of(interaction)
        if not on:
            was_on = await self.services.dailies.turn_off(actor, channel.id)
            text = (
                msg(
                    "No more daily prompts in {channel}; call on me when you miss them.",
                    channel=channel.mention,
                )
                if was_on
                else msg("There is no daily prompt in {channel}.", channel=channel.mention)
            )
            await self.replies.send(interaction, text)
            return
        at, zone = dates.time_of_day(time), dates.timezone(timezone)
        following = await self.services.dailies.set(actor, channel.id, at, zone)
        await self.replies.send(
            interaction,
            msg(
                "{channel} gets a prompt every day at {time} ({zone}); the next one comes {when}.",
                channel=channel.mention,
                time=f"{at:%H:%M}",
                zone=zone.key,
                when=stamp(following),
            ),
        )
