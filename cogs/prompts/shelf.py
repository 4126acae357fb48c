"""Prompts of the server: handed in, looked at by a moderator, listed."""

from typing import TYPE_CHECKING

from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.ui.actors import actor_of, channel_of
from bot.ui.catalogue import msg
from bot.ui.prompts import LIST_SIZE, kept_page, submitted, waiting_prompt
from bot.ui.replies import Interaction
from cogs.base import QuireCog
from cogs.prompts.group import prompt_group

if TYPE_CHECKING:
    from bot.client import QuireBot


class Shelf(QuireCog):
    """Handing in a prompt, deciding on it, and the list of those that were kept."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("prompt-list", self.turn_list, numbers=1)
        self.router.add("prompt-approve", self.approve, numbers=1)
        self.router.add("prompt-reject", self.reject, numbers=1)

    @prompt_group.command(description=T("Hand in a story prompt of your own; a moderator looks at it first"))
    @app_commands.describe(text=T("The prompt"))
    async def submit(self, interaction: Interaction, text: str) -> None:
        """Hand in a prompt."""
        actor = actor_of(interaction)
        record = await self.services.prompts.submit(actor, text, channel_of(interaction))
        await self.replies.send(interaction, content=submitted(record, self.replies.say(interaction)))

    async def approve(self, interaction: Interaction, prompt_id: int) -> None:
        """Approve a prompt, and show the next that waits."""
        await self._decide(interaction, prompt_id, approve=True)

    async def reject(self, interaction: Interaction, prompt_id: int) -> None:
        """Reject a prompt, and show the next that waits."""
        await self._decide(interaction, prompt_id, approve=False)

    async def _decide(self, interaction: Interaction, prompt_id: int, *, approve: bool) -> None:
        actor, say = actor_of(interaction), self.replies.say(interaction)
        await self.services.prompts.decide(actor, prompt_id, approve=approve)
        found = await self.services.prompts.waiting(actor)
        if found:
            await self.replies.replace(interaction, **waiting_prompt(found, actor, say))
        else:
            await self.replies.replace(interaction, msg("Decided; no prompt waits any more."))

    @prompt_group.command(name="list", description=T("The prompts that were kept on this server"))
    async def list_prompts(self, interaction: Interaction) -> None:
        """Show the newest; and what waits, to a moderator and to those who handed it in."""
        actor, say = actor_of(interaction), self.replies.say(interaction)
        found = await self.services.prompts.kept(actor, 0, LIST_SIZE)
        waits = await self.services.prompts.waiting(actor)
        if waits:
            await self.replies.send(interaction, **waiting_prompt(waits, actor, say))
        if not found.total and waits:
            return
        if not found.total:
            await self.replies.send(interaction, msg("No prompts were kept yet; /prompt idea brings some."))
            return
        embed, view = kept_page(found, say)
        await self.replies.send(interaction, embed=embed, view=view)

    async def turn_list(self, interaction: Interaction, page: int) -> None:
        """Show another page of the kept prompts."""
        found = await self.services.prompts.kept(actor_of(interaction), page, LIST_SIZE)
        embed, view = kept_page(found, self.replies.say(interaction))
        await self.replies.replace(interaction, embed=embed, view=view)
