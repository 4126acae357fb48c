"""Command descriptions in the member's language. Names are a contract and stay as they are."""

import discord
from discord import app_commands

from bot.ui.catalogue import Catalogue, Text

_TRANSLATED = {
    app_commands.TranslationContextLocation.command_description,
    app_commands.TranslationContextLocation.group_description,
    app_commands.TranslationContextLocation.parameter_description,
    app_commands.TranslationContextLocation.choice_name,
}


class CatalogueTranslator(app_commands.Translator):
    """Looks descriptions up in the catalogue when the commands are synced."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the translation, or None where there is none or it is a name."""
        if context.location not in _TRANSLATED or not self._catalogue.speaks(locale.value):
            return None
        translated = self._catalogue.render(Text(string.message), locale.value)
        return translated if translated != string.message else None
