"""From Discord's member to the services' actor."""

from bot.services.actor import Actor
from bot.ui.problems import server_only
from bot.ui.replies import Interaction


def actor_of(interaction: Interaction) -> Actor:
    """Return who asks.

    Raises:
        Problem: it was asked in a direct message.
    """
    if interaction.guild_id is None:
        raise server_only()
    return Actor(
        guild_id=interaction.guild_id,
        user_id=interaction.user.id,
        name=interaction.user.display_name,
        moderator=interaction.permissions.manage_messages,
    )
