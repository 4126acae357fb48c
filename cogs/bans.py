"""``/ban-writer`` and ``/unban-writer``: who may not write with Quire for a while, or for good."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.dates import until as day_of
from bot.services.hosting import REASON_LIMIT
from bot.ui.actors import actor_about, actor_of
from bot.ui.catalogue import msg
from bot.ui.replies import Interaction
from bot.ui.standing import stamp
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot


class Bans(QuireCog):
    """Both commands. On Discord itself nothing changes for the member."""

    @app_commands.command(name="ban-writer", description=T("Keep a member from writing with me; moderators"))
    @app_commands.guild_only()
    @app_commands.describe(
        member=T("Who; they may still read"),
        reason=T("Why; they read it, and so does /review audit"),
        until=T("Until when: a day such as 2026-05-17, or 3d; for good, if left out"),
    )
    async def ban_writer(
        self,
        interaction: Interaction,
        member: discord.User,
        reason: Range[str, 1, REASON_LIMIT] = "",
        until: Range[str, 1, 20] | None = None,
    ) -> None:
        """Ban."""
        await self.replies.acknowledge(interaction)
        actor = actor_about(interaction, member)
        day = day_of(until, await self.services.preferences.now(actor.user_id)) if until else None
        ids = await self.services.banning.ban(actor, member.id, reason, day)
        for story_id in ids:
            work = self.bot.publisher.publish_quietly(actor.guild_id, story_id)
            self.bot.tasks.spawn(work, name=f"publish-{story_id}")
        who, end = f"<@{member.id}>", stamp(day) if day is not None else "/unban-writer"
        done = msg("{who} writes no more with me here until {end}; reading is free.", who=who, end=end)
        await self.replies.replace(interaction, done)

    @app_commands.command(name="unban-writer", description=T("Let a member write with me again; moderators"))
    @app_commands.guild_only()
    @app_commands.describe(member=T("Who"))
    async def unban_writer(self, interaction: Interaction, member: discord.User) -> None:
        """Unban."""
        await self.services.banning.unban(actor_of(interaction), member.id)
        done = msg("{who} may write with me again; /story join takes them in.", who=f"<@{member.id}>")
        await self.replies.send(interaction, done)


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Bans(bot))
