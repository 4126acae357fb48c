"""``/poem together``: a poem that members write line by line, in a thread of its own."""

from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.text import TITLE_LIMIT
from bot.services.poetry import WORD_LIMIT, form_named
from bot.ui.actors import actor_of
from bot.ui.catalogue import Text, msg
from bot.ui.replies import Interaction
from cogs.base import QuireCog
from cogs.poetry.group import FORMS, poem_group
from cogs.stories import check_place


class Together(QuireCog):
    """Beginning a poem; its board does the rest, as a story's."""

    @poem_group.command(description=T("Write a poem together, line by line; it gets a thread of its own"))
    @app_commands.describe(
        form=T("The form that it will be in"),
        about=T("What it is about; that becomes its title"),
        word=T("What an acrostic spells; its title, if left out"),
    )
    @app_commands.choices(form=FORMS)
    async def together(
        self,
        interaction: Interaction,
        form: str,
        about: Range[str, 1, TITLE_LIMIT] = "",
        word: Range[str, 1, WORD_LIMIT] = "",
    ) -> None:
        """Begin a poem."""
        await self.replies.acknowledge(interaction)
        channel = check_place(self, interaction)
        title = about or self.replies.public(Text(form_named(form).title))
        record = await self.services.together.start(
            actor_of(interaction), channel.id, form, title, word or about
        )
        done = msg("Poem #{number} has begun; its first line is anybody's.", number=record.number)
        if not record.story.claimless:
            done = msg("Poem #{number} has begun; its first link is yours.", number=record.number)
        await self.publish(interaction, record, done)
