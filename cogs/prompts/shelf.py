"""Prompts of the server: handed in, given back, listed."""

from typing import TYPE_CHECKING

from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.ui.actors import actor_of, channel_of
from bot.ui.catalogue import msg
from bot.ui.prompts import LIST_SIZE, kept_page
from bot.ui.replies import Interaction
from bot.ui.router import form_values
from bot.ui.submitted import SUBMITTED, came_back, change_form, waiting_prompt
from cogs.base import QuireCog
from cogs.prompts.group import prompt_group

if TYPE_CHECKING:
    from bot.client import QuireBot


class Shelf(QuireCog):
    """Handing in a prompt, what came back of those, and the list of those that were kept."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("prompt-list", self.turn_list, numbers=1)
        self.router.add("prompt-change", self.change, numbers=1, form=True)
        self.router.add("prompt-changed", self.changed, numbers=1)
        self.router.add("prompt-discard", self.discard, numbers=1)

    @prompt_group.command(description=T("Hand in a story prompt of your own; a moderator looks at it first"))
    @app_commands.describe(text=T("The prompt"))
    async def submit(self, interaction: Interaction, text: str) -> None:
        """Hand in a prompt."""
        await self._submit(interaction, text)

    async def _submit(self, interaction: Interaction, text: str, before: int | None = None) -> None:
        await self.services.prompt_shelf.submit(actor_of(interaction), text, channel_of(interaction), before)
        await self.replies.send(interaction, SUBMITTED)

    async def change(self, interaction: Interaction, prompt_id: int) -> None:
        """Open the form with a prompt that came back."""
        record = await self.services.prompt_shelf.came_back(actor_of(interaction), prompt_id)
        await interaction.response.send_modal(change_form(record, self.replies.say(interaction)))

    async def changed(self, interaction: Interaction, prompt_id: int) -> None:
        """Hand in a prompt that came back, as its author made it since."""
        await self._submit(interaction, form_values(interaction).get("text", ""), prompt_id)

    async def discard(self, interaction: Interaction, prompt_id: int) -> None:
        """Let go of a prompt that came back."""
        await self.services.prompt_shelf.discard(actor_of(interaction), prompt_id)
        await self.replies.replace(interaction, msg("Gone; nothing of it is kept."))

    @prompt_group.command(name="list", description=T("The prompts that were kept on this server"))
    async def list_prompts(self, interaction: Interaction) -> None:
        """Show the newest; what waits, to a moderator and to those who handed it in; and what came back."""
        actor, say = actor_of(interaction), self.replies.say(interaction)
        shelf = self.services.prompt_shelf
        found = await shelf.kept(actor, 0, LIST_SIZE, channel_of(interaction))
        waits, back = await shelf.waiting(actor), await shelf.back(actor)
        if waits:
            await self.replies.send(interaction, **waiting_prompt(waits, actor, say))
        if back:
            await self.replies.send(interaction, **came_back(back, say))
        if found.total:
            embed, view = kept_page(found, say)
            await self.replies.send(interaction, embed=embed, view=view)
        elif not waits and not back:
            await self.replies.send(interaction, msg("No prompts were kept yet; /prompt idea brings some."))

    async def turn_list(self, interaction: Interaction, page: int) -> None:
        """Show another page of the kept prompts."""
        actor, channel_id = actor_of(interaction), channel_of(interaction)
        found = await self.services.prompt_shelf.kept(actor, page, LIST_SIZE, channel_id)
        embed, view = kept_page(found, self.replies.say(interaction))
        await self.replies.replace(interaction, embed=embed, view=view)
