"""From Discord's member to the services' actor."""

import asyncio
from dataclasses import dataclass, replace

import discord
import structlog

from bot.domain.names import folded_name
from bot.services.actor import Actor
from bot.ui.permissions import TO_POST, lacking
from bot.ui.problems import server_only
from bot.ui.replies import Interaction

log = structlog.get_logger(__name__)

_ANSWER = 3.0  # seconds that Discord may take to look a name up


@dataclass(frozen=True, slots=True)
class GuildAccess:
    """What a member may do, read from the server's roles and overwrites at the moment of asking."""

    guild: discord.Guild
    member: discord.Member
    found: tuple[discord.Member, ...] = ()  # whom Discord knows by a name that was asked for
    role_id: int = 0  # who has it moderates, too
    whom: discord.Member | discord.User | None = None  # whom the act is about, as Discord has just sent them

    def sees(self, channel_id: int) -> bool | None:
        """Tell whether they see the channel; None if there is no such channel any more."""
        channel = self.guild.get_channel(channel_id)
        return None if channel is None else channel.permissions_for(self.member).view_channel

    def moderates(self, channel_id: int) -> bool:
        """Tell whether they may manage messages there (in the server where the channel is gone), or have the
        moderators' role."""
        if self._has_role():
            return True
        channel = self.guild.get_channel(channel_id)
        permissions = channel.permissions_for(self.member) if channel else self.member.guild_permissions
        return permissions.manage_messages

    def manages(self) -> bool:
        """Tell whether they have Manage Server, as an administrator has."""
        return self.member.guild_permissions.manage_guild

    def lacks_to_post(self, channel_id: int) -> tuple[str, ...]:
        """Name what the bot lacks there; nothing where there is no such channel."""
        channel = self.guild.get_channel(channel_id)
        return () if channel is None else lacking(channel.permissions_for(self.guild.me), TO_POST)

    def moderates_guild(self) -> bool:
        """Tell whether they may manage messages in the whole server, or have the moderators' role."""
        return self.member.guild_permissions.manage_messages or self._has_role()

    def has_role(self, role_id: int) -> bool:
        """Tell whether the server has such a role; the one that everybody has is none."""
        return role_id != self.guild.id and self.guild.get_role(role_id) is not None

    def holds(self, role_id: int) -> bool:
        """Tell whether they have that role."""
        return self.member.get_role(role_id) is not None

    def _has_role(self) -> bool:
        return self.role_id != 0 and self.holds(self.role_id)

    def is_moderator(self, member_id: int) -> bool | None:
        """Tell whether another member moderates or manages the server: who left it does not, and None is for
        one of whom Discord has told nothing."""
        named = self.whom if self.whom is not None and self.whom.id == member_id else None
        whom = named or self.guild.get_member(member_id)
        if not isinstance(whom, discord.Member):
            return None if whom is None else False
        theirs = replace(self, member=whom)
        return theirs.moderates_guild() or theirs.manages()

    def is_named(self, folded: str) -> bool:
        """Tell whether anybody of the server that Discord has told of goes by that name."""
        return any(
            folded_name(name) == folded
            for member in (*self.guild.members, *self.found)
            for name in (member.display_name, member.name, member.global_name or "")
        )


def channel_of(interaction: Interaction) -> int:
    """Return the channel where it was asked, for a thread the one that it hangs in; 0 where there is none."""
    here = interaction.channel
    return here.parent_id if isinstance(here, discord.Thread) else interaction.channel_id or 0


def actor_of(interaction: Interaction) -> Actor:
    """Return who asks.

    Raises:
        Problem: it was asked outside a server, or in one where the bot is not a member.
    """
    guild, member = interaction.client.get_guild(interaction.guild_id or 0), interaction.user
    if guild is None or not isinstance(member, discord.Member):
        raise server_only()
    role_id = interaction.client.services.limits.moderators_role(guild.id)
    return Actor(guild.id, member.id, member.display_name, GuildAccess(guild, member, role_id=role_id))


def actor_about(interaction: Interaction, whom: discord.Member | discord.User) -> Actor:
    """Return who asks, with whom it is about.

    Raises:
        Problem: as :func:`actor_of`.
    """
    actor = actor_of(interaction)
    assert isinstance(actor.access, GuildAccess)  # as it was made a moment ago
    return replace(actor, access=replace(actor.access, whom=whom))


async def actor_naming(interaction: Interaction, name: str | None) -> Actor:
    """Return who asks, with whoever of the server goes by ``name``: without the Server Members intent the bot
    knows but a few of them by itself.

    Raises:
        Problem: as :func:`actor_of`.
    """
    actor = actor_of(interaction)
    guild, member = interaction.client.get_guild(actor.guild_id), interaction.user
    if guild is None or not isinstance(member, discord.Member) or name is None:
        return actor
    found: list[discord.Member] = []
    for query in {name.strip(), folded_name(name)} - {""}:
        try:
            async with asyncio.timeout(_ANSWER):
                found += await guild.query_members(query=query, limit=100)
        except (TimeoutError, discord.DiscordException) as error:
            log.warning("members.unknown", guild=guild.id, reason=str(error))
    assert isinstance(actor.access, GuildAccess)  # as it was made a moment ago
    return replace(actor, access=replace(actor.access, found=tuple(found)))
