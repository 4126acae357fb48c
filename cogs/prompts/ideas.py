"""Prompts by the muse: asked for, kept, begun from."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.generation.clean import growing_idea
from bot.generation.floor import spoiled
from bot.services.actor import Actor
from bot.services.prompts import WISH_LIMIT
from bot.services.proposing import Made
from bot.services.screening import Screen
from bot.services.stories import Beginning
from bot.ui.actors import actor_of, channel_of
from bot.ui.catalogue import msg
from bot.ui.growing import Finish, Veil, waiting
from bot.ui.prompts import offered, start_form
from bot.ui.replies import Interaction
from bot.ui.router import form_values
from cogs.base import QuireCog
from cogs.growing import answer_growing
from cogs.prompts.group import prompt_group
from cogs.stories import begin, check_place

if TYPE_CHECKING:
    from bot.client import QuireBot


def _veil(screen: Screen) -> Veil:
    def veil(text: str) -> str:
        text = growing_idea(text)
        return "" if spoiled(text, ()) or not screen.lets(text) else text

    return veil


class Ideas(QuireCog):
    """Asking the muse for prompts, and what can be done with one."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("prompt-again", self.again, numbers=1)
        self.router.add("prompt-keep", self.keep, numbers=1)
        self.router.add("prompt-start", self.start_story, numbers=1, form=True)
        self.router.add("prompt-begin", self.begin_story, numbers=1)

    @prompt_group.command(description=T("Ask the muse for story prompts; only you see them"))
    @app_commands.describe(
        genre=T("A genre, such as mystery or fairy tale"),
        about=T("What it should be about"),
        count=T("How many (1)"),
    )
    async def idea(
        self,
        interaction: Interaction,
        genre: Range[str, 1, WISH_LIMIT] = "",
        about: Range[str, 1, WISH_LIMIT] = "",
        count: Range[int, 1, 5] = 1,
    ) -> None:
        """Ask, answer at once, and let the text grow."""
        await self._ask(interaction, genre, about, count)

    async def again(self, interaction: Interaction, prompt_id: int) -> None:
        """Ask for another of the same kind; the one before stays where it is."""
        record = await self.services.prompts.get(actor_of(interaction), prompt_id)
        await self._ask(interaction, record.genre, record.about, 1)

    async def keep(self, interaction: Interaction, prompt_id: int) -> None:
        """Keep a prompt for the server."""
        await self.services.prompts.keep(actor_of(interaction), prompt_id)
        await self.replies.send(interaction, msg("Kept; /prompt list shows it to everyone here."))

    async def start_story(self, interaction: Interaction, prompt_id: int) -> None:
        """Open the form that starts a story from a prompt."""
        record = await self.services.prompts.get(actor_of(interaction), prompt_id)
        check_place(self, interaction)  # before a word is typed that could not be used here
        await interaction.response.send_modal(start_form(record, self.replies.say(interaction)))

    async def begin_story(self, interaction: Interaction, prompt_id: int) -> None:
        """Start the story that came from the form."""
        values = form_values(interaction)
        await self.replies.acknowledge(interaction)
        terms = await self.services.house.terms.usual(actor_of(interaction).guild_id, channel_of(interaction))
        beginning = Beginning(values.get("title", ""), values.get("opening", ""), terms, None, prompt_id)
        await begin(self, interaction, beginning)

    async def _ask(self, interaction: Interaction, genre: str, about: str, count: int) -> None:
        """Answer at once, and let the prompts grow behind."""
        actor = actor_of(interaction)
        asked = await self.services.prompts.ask(actor, genre, about, channel_of(interaction))

        def work(number: int) -> Coroutine[Any, Any, None]:
            return self._write_all(interaction, actor, genre, about, count, number, asked.screen)

        await answer_growing(self, interaction, asked.streams, work, name="prompt")

    async def _write_all(
        self,
        interaction: Interaction,
        actor: Actor,
        genre: str,
        about: str,
        count: int,
        number: int,
        screen: Screen,
    ) -> None:
        edit = self.replies.editor(interaction)
        finish, veil = self._finish(interaction, actor, genre, about), _veil(screen)
        try:
            for left in range(count, 0, -1):
                grown = await self.bot.grower.grow(interaction, number, edit, finish, veil=veil)
                if not grown or left == 1:
                    return  # what was stopped or failed is not asked for again
                asked = await self.services.prompts.ask(actor, genre, about, channel_of(interaction))
                streams = asked.streams
                number = self.bot.live.add(streams, actor.guild_id, actor.user_id)
                say = self.replies.say(interaction)
                first = waiting(streams[0].place, streams[0].wait_seconds, False, number, say)
                try:
                    edit = (await interaction.followup.send(ephemeral=True, wait=True, **first)).edit
                except BaseException:
                    self.bot.live.abandon(number)
                    raise
        except Exception as error:  # this outlives its interaction's own error path
            await self.bot.desk.tell(interaction, error)

    def _finish(self, interaction: Interaction, actor: Actor, genre: str, about: str) -> Finish:
        say = self.replies.say(interaction)

        async def finish(made: Made) -> dict[str, Any] | None:
            place = channel_of(interaction)
            idea = await self.services.prompts.record(actor, genre, about, made, place)
            return offered(idea, say) if idea is not None else None

        return finish
