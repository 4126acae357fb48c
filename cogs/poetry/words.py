"""``/poem teach`` and ``/poem rhyme``: words that a server counts its own way, and what rhymes."""

from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.ui.actors import actor_of, channel_of
from bot.ui.replies import Interaction
from bot.ui.rhymes import rhymes_shown
from bot.ui.teaching import proposed
from cogs.base import QuireCog
from cogs.poetry.group import poem_group


class WordList(QuireCog):
    """Proposing an entry for the server's word list, on which ``/review queue`` decides; and rhymes."""

    @poem_group.command(description=T("Propose a word for this server's word list; a moderator decides"))
    @app_commands.describe(
        word=T("The word"),
        syllables=T("How many syllables it has, such as 2; if it may be said in several ways, 2 3"),
    )
    async def teach(self, interaction: Interaction, word: str, syllables: str) -> None:
        """Propose a word."""
        await self.replies.acknowledge(interaction)
        proposal = await self.services.teaching.propose(
            actor_of(interaction), word, syllables, channel_of(interaction)
        )
        await self.replies.replace(interaction, proposed(proposal))

    @poem_group.command(description=T("What rhymes with a word, the most common first"))
    @app_commands.describe(word=T("The word"))
    async def rhyme(self, interaction: Interaction, word: str) -> None:
        """Show what rhymes with a word."""
        await self.replies.acknowledge(interaction)
        found = await self.services.rhyming.rhymes(actor_of(interaction), word)
        await self.replies.replace(interaction, embed=rhymes_shown(found, self.replies.say(interaction)))
