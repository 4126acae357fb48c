"""From Discord's member to the services' actor."""

from dataclasses import dataclass

import discord

from bot.domain.names import folded_name
from bot.services.actor import Actor
from bot.ui.problems import server_only
from bot.ui.replies import Interaction


@dataclass(frozen=True, slots=True)
class GuildAccess:
    """What a member may do, read from the server's roles and overwrites at the moment of asking."""

    guild: discord.Guild
    member: discord.Member

    def sees(self, channel_id: int) -> bool | None:
        """Tell whether they see the channel; None if there is no such channel any more."""
        channel = self.guild.get_channel(channel_id)
        return None if channel is None else channel.permissions_for(self.member).view_channel

    def moderates(self, channel_id: int) -> bool:
        """Tell whether they may manage messages there, or in the server where the channel is gone."""
        channel = self.guild.get_channel(channel_id)
        permissions = channel.permissions_for(self.member) if channel else self.member.guild_permissions
        return permissions.manage_messages

    def is_named(self, folded: str) -> bool:
        """Tell whether anybody of the server that Discord has told of goes by that name."""
        return any(
            folded_name(name) == folded
            for member in self.guild.members
            for name in (member.display_name, member.name, member.global_name or "")
        )


def actor_of(interaction: Interaction) -> Actor:
    """Return who asks.

    Raises:
        Problem: it was asked outside a server, or in one where the bot is not a member.
    """
    guild, member = interaction.client.get_guild(interaction.guild_id or 0), interaction.user
    if guild is None or not isinstance(member, discord.Member):
        raise server_only()
    return Actor(guild.id, member.id, member.display_name, GuildAccess(guild, member))
