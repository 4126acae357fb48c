"""Texts that come as a file."""

import discord

from bot.domain.refusals import Reason, Refusal

FILE_LIMIT = 64  # KiB


async def text_of(file: discord.Attachment | None, limit: int = FILE_LIMIT) -> str:
    """Return a file's text, of at most so many KiB.

    Raises:
        Refusal: it is no .txt or .md file, too large, or not UTF-8.
    """
    if file is None or not file.filename.lower().endswith((".txt", ".md")):
        raise Refusal(Reason.FILE_KIND)
    if file.size > limit * 1024:
        raise Refusal(Reason.FILE_TOO_LARGE, limit=limit)
    try:
        return (await file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(Reason.FILE_NOT_TEXT) from None
