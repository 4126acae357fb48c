"""``/report``, and "Report passage" on the menu of a message: for the moderators' eyes only."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.story import PASSAGES_LIMIT
from bot.services.hosting import REASON_LIMIT
from bot.services.reporting import Reported
from bot.ui.actors import actor_of
from bot.ui.replies import Interaction
from bot.ui.reporting import report_form, thanks
from bot.ui.router import form_values
from cogs.base import QuireCog, complete_story
from cogs.stories.group import WHICH

if TYPE_CHECKING:
    from bot.client import QuireBot


class Reports(QuireCog):
    """The command, the menu, and its form."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("report", self.send_form, numbers=1)
        self._menu = app_commands.ContextMenu(name="Report passage", callback=self.report_message)
        self._menu.guild_only = True

    async def cog_load(self) -> None:
        """Put the menu up; discord.py does not find it in the class."""
        self.bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu down."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(description=T("Tell the moderators of a passage; its writer never learns who"))
    @app_commands.guild_only()
    @app_commands.describe(
        passage=T("The passage's number"), reason=T("What is wrong with it; moderators read it"), story=WHICH
    )
    @app_commands.autocomplete(story=complete_story)
    async def report(
        self,
        interaction: Interaction,
        passage: Range[int, 1, PASSAGES_LIMIT * 10],
        reason: Range[str, 1, REASON_LIMIT],
        story: int | None = None,
    ) -> None:
        """Report."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        done = await self.services.reporting.report(actor_of(interaction), record.id, passage, reason)
        await self._thank(interaction, done)

    async def report_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask why, if the message is a passage."""
        passage_id = await self.services.reporting.shown_by(actor_of(interaction), message.id)
        await interaction.response.send_modal(report_form(passage_id, self.replies.say(interaction)))

    async def send_form(self, interaction: Interaction, passage_id: int) -> None:
        """Report what the form is about."""
        await self.replies.acknowledge(interaction)
        reason = form_values(interaction).get("reason", "")
        done = await self.services.reporting.report_passage(actor_of(interaction), passage_id, reason)
        await self._thank(interaction, done)

    async def _thank(self, interaction: Interaction, done: Reported) -> None:
        if done.hidden:
            self.publish_later(done.record)
        await self.replies.replace(interaction, thanks(done))


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Reports(bot))
