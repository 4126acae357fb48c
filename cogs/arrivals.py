"""Who comes and goes: servers, members, threads."""

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.ui.catalogue import msg
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot


class Arrivals(QuireCog):
    """Listens to what Discord tells. Bans come by an intent every bot has; leavers need Server Members."""

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Let the clocks run on where Quire is invited again, and bring the threads up to date."""
        since = await self.services.presence.joined_guild(guild.id)
        if since is not None:
            await self.bot.returning.tell_owner(guild.id, since)
        await self.bot.catch_up(guild.id)
        self.bot.daily_prompter.ring()

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The same for a server that was out of reach: the one may look like the other."""
        await self.on_guild_join(guild)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Stop the clocks of a server that Quire was removed from."""
        await self.services.presence.left_guild(guild.id)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, event: discord.RawMemberRemoveEvent) -> None:
        """Take one who left out of every rota."""
        await self.bot.publisher.take_out(event.guild_id, event.user.id)

    @commands.Cog.listener()
    async def on_member_ban(self, guild: discord.Guild, user: discord.User | discord.Member) -> None:
        """Take one who was banned out of every rota."""
        await self.bot.publisher.take_out(guild.id, user.id)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Take one who was timed out, out of every rota."""
        if after.is_timed_out() and before.timed_out_until != after.timed_out_until:
            await self.bot.publisher.take_out(after.guild.id, after.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """Tell the host of a story whose thread was deleted how it goes on."""
        record = await self.services.threads.story_in(event.guild_id, event.thread_id)
        if record is not None:
            await self.bot.publisher.homes.report(record, msg("its thread was deleted."))

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Let the boards say which rating holds in a channel that is age-restricted now, or is no longer."""
        if getattr(before, "nsfw", False) != getattr(after, "nsfw", False):
            await self.bot.publisher.rate_quietly(after.guild.id, after.id)

    @commands.Cog.listener()
    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """Tell the host of a story whose thread was locked how it goes on."""
        if after.locked and not before.locked:
            record = await self.services.threads.story_in(after.guild.id, after.id)
            if record is not None:
                await self.bot.publisher.homes.report(record, msg("its thread was locked."))


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Arrivals(bot))
