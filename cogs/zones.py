"""Time zones, offered as a member types."""

import zoneinfo
from functools import cache

from discord import app_commands

from bot.ui.replies import Interaction

_OFFERED = 25  # choices that Discord shows


async def complete_zone(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer the time zones that have what was typed in their name."""
    wanted = current.strip().casefold().replace(" ", "_")
    found = [name for name in _zone_names() if wanted in name.casefold()]
    return [app_commands.Choice(name=name, value=name) for name in found[:_OFFERED]]


@cache
def _zone_names() -> list[str]:
    return sorted(zoneinfo.available_timezones())
