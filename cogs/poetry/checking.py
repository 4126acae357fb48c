"""Poems checked and explained: check, forms, syllables."""

from typing import TYPE_CHECKING
from zlib import crc32

from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.forms import forms
from bot.domain.story_knobs import POEMS
from bot.services.poetry import WORD_LIMIT, form_named
from bot.ui.actors import actor_of, channel_of
from bot.ui.poems import check_form, form_shown, forms_shown, verdict_shown, word_shown
from bot.ui.replies import Interaction
from bot.ui.router import form_values
from cogs.base import QuireCog
from cogs.poetry.group import FORMS, poem_group

if TYPE_CHECKING:
    from bot.client import QuireBot


class Checking(QuireCog):
    """What is said about poems. In a button's id a form is the checksum of its name."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("poem-checked", self.checked, numbers=1)

    @poem_group.command(description=T("Is it a haiku, a sonnet …? Line by line; only you see it"))
    @app_commands.describe(
        form=T("The form that it should be in"),
        text=T("The poem, with / between the lines; leave it out to type it in a form"),
    )
    @app_commands.choices(form=FORMS)
    async def check(self, interaction: Interaction, form: str, text: Range[str, 1, 4000] = "") -> None:
        """Judge a poem, or open the form to type it in."""
        actor = actor_of(interaction)
        await self.services.house.check_open(POEMS, actor.guild_id, channel_of(interaction))
        if text:
            await self._judge(interaction, form, text)
            return
        wanted = form_named(form)
        await interaction.response.send_modal(
            check_form(wanted, crc32(wanted.name.encode()), self.replies.say(interaction))
        )

    async def checked(self, interaction: Interaction, number: int) -> None:
        """Judge what was typed into the form."""
        name = next((name for name in forms() if crc32(name.encode()) == number), "")
        await self._judge(interaction, name, form_values(interaction).get("text", ""))

    @poem_group.command(name="forms", description=T("What each form of poem asks for"))
    @app_commands.describe(form=T("The form; all of them, if left out"))
    @app_commands.choices(form=FORMS)
    async def list_forms(self, interaction: Interaction, form: str = "") -> None:
        """Explain a form, or list them all."""
        say = self.replies.say(interaction)
        shown = form_shown(form_named(form), say) if form else forms_shown(list(forms().values()), say)
        await self.replies.send(interaction, embed=shown)

    @poem_group.command(description=T("How many syllables a word has, and who says so"))
    @app_commands.describe(word=T("The word"))
    async def syllables(self, interaction: Interaction, word: Range[str, 1, WORD_LIMIT]) -> None:
        """Tell a word's syllables."""
        await self.replies.acknowledge(interaction)
        found = await self.services.poetry.syllables(actor_of(interaction), word)
        await self.replies.replace(interaction, content=word_shown(found, self.replies.say(interaction)))

    async def _judge(self, interaction: Interaction, form: str, text: str) -> None:
        await self.replies.acknowledge(interaction)
        actor = actor_of(interaction)
        await self.services.house.check_open(POEMS, actor.guild_id, channel_of(interaction))
        verdict = await self.services.poetry.check(actor, form, text)
        await self.replies.replace(interaction, **verdict_shown(verdict, self.replies.say(interaction)))
