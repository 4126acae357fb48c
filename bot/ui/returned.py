"""Giving back what a member typed, where it could not be taken."""

from io import BytesIO
from typing import Any

import discord

from bot.domain.text import is_blank
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, msg
from bot.ui.replies import Interaction, payload
from bot.ui.router import form_values

_SHOWN = 4000  # of an embed's 4,096 characters; a longer text comes as a file
_WRITTEN = {"opening", "text"}  # the fields and options that hold prose


def typed(interaction: Interaction) -> str:
    """Return the prose that came with an interaction: of a form, or of a command's options."""
    values = form_values(interaction)

    def walk(options: list[dict[str, Any]]) -> None:
        for option in options:
            if isinstance(option.get("value"), str):
                values[option["name"]] = option["value"]
            walk(option.get("options", []))

    if interaction.type is discord.InteractionType.application_command:
        walk(payload(interaction).get("options", []))
    return "\n\n".join(value for name, value in values.items() if name in _WRITTEN and not is_blank(value))


def returned(text: str, say: Say) -> dict[str, Any]:
    """Return a text for its writer to copy, as an ``embed``, or as a ``file`` where it is long."""
    if not text:
        return {}
    if len(text) > _SHOWN:
        return {"file": discord.File(BytesIO(text.encode()), "your-words.txt")}
    embed = discord.Embed(description=text, colour=ACCENT)
    embed.set_footer(text=say(msg("Your words, safe to copy")))
    return {"embed": embed}
