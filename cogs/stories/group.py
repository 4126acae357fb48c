"""The group that all commands of ``/story`` belong to."""

from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

story_group = app_commands.Group(
    name="story", description=T("Build a story together, turn by turn"), guild_only=True
)

WHICH = T("Which story; leave it out inside the story's thread")
