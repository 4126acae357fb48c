"""The group that all commands of ``/prompt`` belong to."""

from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

prompt_group = app_commands.Group(name="prompt", description=T("Something to begin from"), guild_only=True)
