"""Passages that come as a file."""

import discord

from bot.domain.refusals import Reason, Refusal

FILE_LIMIT = 64  # KiB


async def text_of(file: discord.Attachment | None) -> str:
    """Return a file's text.

    Raises:
        Refusal: it is no .txt or .md file, too large, or not UTF-8.
    """
    if file is None or not file.filename.lower().endswith((".txt", ".md")):
        raise Refusal(Reason.FILE_KIND)
    if file.size > FILE_LIMIT * 1024:
        raise Refusal(Reason.FILE_TOO_LARGE, limit=FILE_LIMIT)
    try:
        return (await file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(Reason.FILE_NOT_TEXT) from None
