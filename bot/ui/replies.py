"""Answering an interaction: in the member's language, privately unless said otherwise, pinging nobody."""

from typing import Any

import discord

from bot.ui.catalogue import Catalogue, Say, Text

Interaction = discord.Interaction[Any]


class Replies:
    """Sends answers. ``language`` is for what everybody sees."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue = catalogue
        self.public = catalogue.speaker(language)

    def say(self, interaction: Interaction) -> Say:
        """Return a renderer for what only this member sees."""
        return self.catalogue.speaker(interaction.locale.value)

    async def send(
        self, interaction: Interaction, text: Text | None = None, *, private: bool = True, **content: Any
    ) -> None:
        """Answer, or follow up where an answer was given; a deferred answer is completed.

        ``content`` is what discord.py takes (``embed``, ``view``, ``file``).
        """
        if text is not None:
            content["content"] = (self.say(interaction) if private else self.public)(text)
        content = {name: value for name, value in content.items() if value is not None}
        if interaction.response.is_done():
            await interaction.followup.send(ephemeral=private, **content)
        else:
            await interaction.response.send_message(ephemeral=private, **content)

    async def replace(self, interaction: Interaction, text: Text | None = None, **content: Any) -> None:
        """Put this in place of the message whose button was pressed, or of the deferred answer.

        What is not given (``embed``, ``view``, ``attachments``) is taken away.
        """
        content = {"embed": None, "view": None, "attachments": []} | content
        content["content"] = self.say(interaction)(text) if text is not None else None
        if interaction.response.is_done():
            await interaction.edit_original_response(**content)
        else:
            await interaction.response.edit_message(**content)
