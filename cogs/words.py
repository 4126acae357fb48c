"""``/poem teach``: words that a server counts its own way."""

from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.ui.actors import actor_of
from bot.ui.replies import Interaction
from bot.ui.teaching import proposed
from cogs.base import QuireCog


class WordList(QuireCog):
    """Proposing an entry for the server's word list; ``/review queue`` decides on it.

    ``cogs.poetry`` puts the command into its group.
    """

    @app_commands.describe(
        word=T("The word"),
        syllables=T("How many syllables it has, such as 2; if it may be said in several ways, 2 3"),
    )
    async def propose_word(self, interaction: Interaction, word: str, syllables: str) -> None:
        """Propose a word."""
        await self.replies.acknowledge(interaction)
        proposal = await self.services.teaching.propose(actor_of(interaction), word, syllables)
        await self.replies.replace(interaction, proposed(proposal))
