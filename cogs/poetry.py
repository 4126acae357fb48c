"""``/poem``: poems in exact form, checked and explained."""

from typing import TYPE_CHECKING
from zlib import crc32

from discord import app_commands
from discord.app_commands import Choice, Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.forms import forms
from bot.services.poetry import WORD_LIMIT, form_named
from bot.ui.actors import actor_of
from bot.ui.poems import check_form, form_shown, forms_shown, verdict_shown, word_shown
from bot.ui.replies import Interaction
from bot.ui.router import form_values
from cogs.words import WordList

if TYPE_CHECKING:
    from bot.client import QuireBot

# Discord shows 25 choices at most; the names are the same in every language, as programs type them, too.
_FORMS = [Choice(name=name, value=name) for name in forms()]


class Poetry(WordList, name="poem"):
    """The commands of ``/poem``. In a button's id a form is the checksum of its name."""

    group = app_commands.Group(name="poem", description=T("Poems in exact form"), guild_only=True)
    # Written in files of their own, they stand in the same group.
    teach = group.command(
        name="teach", description=T("Propose a word for this server's word list; a moderator decides")
    )(WordList.propose_word)
    rhyme = group.command(name="rhyme", description=T("What rhymes with a word, the most common first"))(
        WordList.find_rhymes
    )

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("poem-checked", self.checked, numbers=1)

    @group.command(description=T("Is it a haiku, a sonnet …? Line by line; only you see it"))
    @app_commands.describe(
        form=T("The form that it should be in"),
        text=T("The poem, with / between the lines; leave it out to type it in a form"),
    )
    @app_commands.choices(form=_FORMS)
    async def check(self, interaction: Interaction, form: str, text: Range[str, 1, 4000] = "") -> None:
        """Judge a poem, or open the form to type it in."""
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

    @group.command(name="forms", description=T("What each form of poem asks for"))
    @app_commands.describe(form=T("The form; all of them, if left out"))
    @app_commands.choices(form=_FORMS)
    async def list_forms(self, interaction: Interaction, form: str = "") -> None:
        """Explain a form, or list them all."""
        say = self.replies.say(interaction)
        shown = form_shown(form_named(form), say) if form else forms_shown(list(forms().values()), say)
        await self.replies.send(interaction, embed=shown)

    @group.command(description=T("How many syllables a word has, and who says so"))
    @app_commands.describe(word=T("The word"))
    async def syllables(self, interaction: Interaction, word: Range[str, 1, WORD_LIMIT]) -> None:
        """Tell a word's syllables."""
        await self.replies.acknowledge(interaction)
        found = await self.services.poetry.syllables(actor_of(interaction), word)
        await self.replies.replace(interaction, content=word_shown(found, self.replies.say(interaction)))

    async def _judge(self, interaction: Interaction, form: str, text: str) -> None:
        await self.replies.acknowledge(interaction)
        verdict = await self.services.poetry.check(actor_of(interaction), form, text)
        await self.replies.replace(interaction, **verdict_shown(verdict, self.replies.say(interaction)))


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Poetry(bot))
