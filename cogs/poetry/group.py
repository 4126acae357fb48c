"""The group that all commands of ``/poem`` belong to, and the forms to choose from."""

from discord import app_commands
from discord.app_commands import Choice
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.forms import forms

poem_group = app_commands.Group(name="poem", description=T("Poems in exact form"), guild_only=True)

# Discord shows 25 choices at most; the names are the same in every language, as programs type them, too.
FORMS = [Choice(name=name, value=name) for name in forms()]
