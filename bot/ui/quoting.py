"""Texts of the muse's as quotations, so that none can be taken for Quire's own words, and none gets lost for
being long."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord

from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, Text, msg, msgs

MESSAGE_LIMIT = 2000  # characters, by Discord
_EMBED_LIMIT = 4096
_ROOM_FOR_MARKS = 16  # of a text: its number, its "…", the blank line behind it


def quoted(text: str) -> str:
    """Return a text as a quotation."""
    return "\n".join(f"> {line}" for line in (text.strip() or "…").splitlines())


def quoted_head(text: str, room: int) -> str:
    """Return the beginning of a text as a quotation of at most ``room`` characters, with "…" where more
    follows."""
    whole = quoted(text)
    return whole if len(whole) <= room else whole[: room - 1].rstrip().removesuffix("\n>") + "…"


def quoted_tail(text: str, room: int) -> str:
    """Return the end of a text as a quotation of at most ``room`` characters, with "…" where more is before
    it."""
    whole = quoted(text)
    return whole if len(whole) <= room else "> …" + whole[3 - room :].lstrip("> \n")


def laid_out(texts: Sequence[str], notes: Sequence[str], say: Say) -> dict[str, Any]:
    """Return a message that shows texts, numbered where there are several, with small lines under them.

    Long ones go into an embed, which holds twice as much; where they do not fit there either, they come whole
    in a file, too.
    """
    small = "\n".join(f"-# {note}" for note in notes if note)
    whole = numbered([quoted(text) for text in texts])
    if len(whole) + 2 + len(small) <= MESSAGE_LIMIT:
        return {"content": f"{whole}\n\n{small}"}
    if len(whole) <= _EMBED_LIMIT:
        return {"content": small, "embed": discord.Embed(description=whole, colour=ACCENT)}
    room = _EMBED_LIMIT // len(texts) - _ROOM_FOR_MARKS
    begun = numbered([quoted_head(text, room) for text in texts])
    all_of_it = BytesIO("\n\n* * *\n\n".join(text.strip() for text in texts).encode())
    return {
        "content": f"{small}\n-# {say(msg('The file holds every word.'))}",
        "embed": discord.Embed(description=begun, colour=ACCENT),
        "attachments": [discord.File(all_of_it, "muse.txt")],
    }


def numbered(parts: Sequence[str]) -> str:
    """Return texts one below the other, each under its number where there are several."""
    if len(parts) > 1:
        parts = [f"**{number}**\n{part}" for number, part in enumerate(parts, start=1)]
    return "\n\n".join(parts)


def aside(count: int) -> Text:
    """Return how many texts of the muse's were written and are not shown."""
    return msgs(
        "{count} more was written and set aside: it was not fit to show.",
        "{count} more were written and set aside: they were not fit to show.",
        count,
    )
