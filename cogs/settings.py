"""``/settings``: what a person sets for themselves."""

from typing import TYPE_CHECKING, Literal

from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain import dates
from bot.services.preferences import Saved
from bot.storage.preferences import Pings
from bot.ui.catalogue import Text, msg
from bot.ui.replies import Interaction
from cogs.base import QuireCog
from cogs.zones import complete_zone

if TYPE_CHECKING:
    from bot.client import QuireBot

_CHOSEN: dict[Pings, Text] = {
    Pings.THREAD: msg("I mention you in the story's thread when it is your turn."),
    Pings.DM: msg("I write to you when it is your turn."),
    Pings.NONE: msg("I do not ping you; look at the boards, or at /story list with show set to my-turn."),
}


class Settings(QuireCog, name="settings"):
    """The commands of ``/settings``. They hold on every server."""

    group = app_commands.Group(
        name="settings", description=T("Your time zone, quiet hours and pings"), guild_only=True
    )

    @group.command(description=T("Set your time zone, for quiet hours and dates"))
    @app_commands.describe(zone=T("Such as Europe/Berlin"))
    @app_commands.autocomplete(zone=complete_zone)
    async def timezone(self, interaction: Interaction, zone: Range[str, 1, 64]) -> None:
        """Set the time zone."""
        chosen = dates.timezone(zone)
        self._show_moved(await self.services.preferences.set_timezone(interaction.user.id, chosen))
        now = await self.services.preferences.now(interaction.user.id)
        await self.replies.send(
            interaction,
            msg("Your time zone is {zone}; it is {time} there.", zone=chosen.key, time=f"{now:%H:%M}"),
        )

    @group.command(description=T("Set hours in which your turn's clock stands still"))
    @app_commands.describe(
        begin=T("From, such as 22:30"), end=T("To, such as 08:00; the same as from turns them off")
    )
    @app_commands.rename(begin="from", end="to")
    async def quiet(self, interaction: Interaction, begin: Range[str, 1, 8], end: Range[str, 1, 8]) -> None:
        """Set the quiet hours."""
        first, last = dates.time_of_day(begin), dates.time_of_day(end)
        saved = await self.services.preferences.set_quiet(interaction.user.id, first, last)
        self._show_moved(saved)
        wanted = saved.preferences
        if wanted.quiet is None:
            await self.replies.send(interaction, msg("You have no quiet hours; the clock always runs."))
            return
        await self.replies.send(
            interaction,
            msg(
                "From {begin} to {end} ({zone}) your turn's clock stands still, and pings make no sound.",
                begin=f"{first:%H:%M}",
                end=f"{last:%H:%M}",
                zone=wanted.timezone,
            ),
        )

    @group.command(description=T("Say where you are told that it is your turn"))
    @app_commands.describe(where=T("In the story's thread, in a direct message, or not at all"))
    async def pings(self, interaction: Interaction, where: Literal["thread", "dm", "none"]) -> None:
        """Set the pings."""
        saved = await self.services.preferences.set_pings(interaction.user.id, Pings(where))
        await self.replies.send(interaction, _CHOSEN[saved.preferences.pings])

    def _show_moved(self, saved: Saved) -> None:
        """Let the boards tell the deadlines that moved."""
        for guild_id, story_id in saved.moved:
            work = self.bot.publisher.publish_quietly(guild_id, story_id)
            self.bot.tasks.spawn(work, name=f"publish-{story_id}")


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Settings(bot))
