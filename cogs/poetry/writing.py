"""``/poem write``: a poem by the muse, in exact form."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.services.poem_writing import ABOUT_LIMIT, PoemWish
from bot.services.poetry import WORD_LIMIT
from bot.services.proposing import Made
from bot.ui.actors import actor_of, channel_of
from bot.ui.catalogue import msg
from bot.ui.poem_writing import poem_form, poem_shown
from bot.ui.replies import Interaction
from bot.ui.router import form_values
from cogs.base import QuireCog
from cogs.growing import answer_growing
from cogs.poetry.group import FORMS, poem_group

if TYPE_CHECKING:
    from bot.client import QuireBot


class Writing(QuireCog):
    """Poems by the muse, and what can be pressed on them. Numbers are those of wishes."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("poem-again", self.again, numbers=1)
        self.router.add("poem-edit", self.edit, numbers=1, form=True)
        self.router.add("poem-edited", self.edited, numbers=1)
        self.router.add("poem-keep", self.keep, numbers=1)

    @poem_group.command(description=T("A poem by the muse that keeps its form; only you see it"))
    @app_commands.describe(
        form=T("The form that it will be in"),
        about=T("What it is about; something of the muse's own, if left out"),
        word=T("What an acrostic spells"),
        stanzas=T("How many stanzas, where the form leaves it open"),
    )
    @app_commands.choices(form=FORMS)
    async def write(
        self,
        interaction: Interaction,
        form: str,
        about: Range[str, 1, ABOUT_LIMIT] = "",
        word: Range[str, 1, WORD_LIMIT] = "",
        stanzas: Range[int, 1, 36] = 0,
    ) -> None:
        """Let the muse write a poem."""
        await self._grow(interaction, self.services.poem_writing.wish(form, about, word, stanzas))

    async def again(self, interaction: Interaction, number: int) -> None:
        """Let it write another for the same wish, in a message of its own: the one before stays."""
        poem = await self.services.poem_writing.get(actor_of(interaction), number)
        await self._grow(interaction, poem.wish)

    async def edit(self, interaction: Interaction, number: int) -> None:
        """Open the form with the poem in it."""
        poem = await self.services.poem_writing.get(actor_of(interaction), number)
        await interaction.response.send_modal(poem_form(poem, self.replies.say(interaction)))

    async def edited(self, interaction: Interaction, number: int) -> None:
        """Judge the changed poem, and show it or what is wrong with it."""
        await self.replies.acknowledge(interaction)
        text = form_values(interaction).get("text", "")
        poem = await self.services.poem_writing.change(actor_of(interaction), number, text)
        await self.replies.replace(interaction, **poem_shown(poem, self.replies.say(interaction)))

    async def keep(self, interaction: Interaction, number: int) -> None:
        """Put the poem among the server's."""
        await self.replies.acknowledge(interaction)
        record = await self.services.poem_writing.keep(actor_of(interaction), number, channel_of(interaction))
        await self.replies.replace(
            interaction,
            msg("Kept as #{number}; /story read and /story export find it.", number=record.number),
        )

    async def _grow(self, interaction: Interaction, wish: PoemWish) -> None:
        actor, say = actor_of(interaction), self.replies.say(interaction)
        stream = await self.services.poem_writing.ask(actor, wish, channel_of(interaction))

        async def finish(made: Made) -> dict[str, Any] | None:
            text, receipt = made[0]
            if stream.making is None or not stream.making.done:
                return None
            return poem_shown(await self.services.poem_writing.record(actor, wish, text, receipt), say)

        def work(number: int) -> Coroutine[Any, Any, bool]:
            return self.bot.grower.grow(interaction, number, self.replies.editor(interaction), finish)

        await answer_growing(self, interaction, [stream], work, name="poem")
