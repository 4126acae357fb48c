"""Members' words in Discord's markdown: names taken literally, passages kept as they are but well-behaved."""

import re

import discord

_SUBTEXT = re.compile(r"^(\s*)-#", re.MULTILINE)
_FENCE = "```"


def literal(text: str) -> str:
    """Return a name or title so that Discord shows it as it is written, links included."""
    return discord.utils.escape_markdown(text).replace("[", "\\[")


def passage(text: str) -> str:
    """Return a passage with its markdown, but for what would reach beyond it.

    Subtext is how Quire signs passages, so a line of it is shown literally; a block of code that was left
    open is closed.
    """
    text = _SUBTEXT.sub(r"\1\\-#", text)
    return text if text.count(_FENCE) % 2 == 0 else f"{text}\n{_FENCE}"
