"""The notice to the moderators' channel: how much is new, and of what kind; never a word of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import discord
import structlog

from bot.services.review_items import Kind, Ref
from bot.ui.catalogue import Text, msgs
from bot.ui.errors import TROUBLE

if TYPE_CHECKING:
    from discord.ext import commands

log = structlog.get_logger(__name__)


class NoticePoster:
    """Posts notices; they ping nobody. ``render`` puts a text in the language of the house."""

    def __init__(self, client: "commands.Bot", render: Callable[[Text], str]) -> None:
        self._client = client
        self._render = render

    async def post(self, guild_id: int, channel_id: int, new: Sequence[Ref], total: int) -> bool:
        """Tell of what is new and how much waits in all; tell whether it was posted. Trouble with Discord is
        logged, not raised."""
        channel = self._client.get_channel(channel_id)
        if not isinstance(channel, discord.TextChannel) or channel.guild.id != guild_id:
            log.info("notice.no_channel", guild=guild_id, channel=channel_id)
            return False
        try:
            await channel.send("\n".join(map(self._render, notice(new, total))))
        except TROUBLE as error:
            log.info("notice.refused", guild=guild_id, channel=channel_id, reason=str(error))
            return False
        return True


def notice(new: Sequence[Ref], total: int) -> list[Text]:
    """Return the lines of a notice."""
    counts = Counter(ref.kind for ref in new)
    lines = [_of_kind(kind, counts[kind]) for kind in Kind if counts[kind]]
    waits = msgs("{count} thing waits: /review queue", "{count} things wait in all: /review queue", total)
    return [*lines, waits]


def _of_kind(kind: Kind, count: int) -> Text:
    match kind:
        case Kind.TEXT:
            return msgs("New: {count} text for a story", "New: {count} texts for stories", count)
        case Kind.WORD:
            return msgs("New: {count} taught word", "New: {count} taught words", count)
        case Kind.PROMPT:
            return msgs("New: {count} story prompt", "New: {count} story prompts", count)
        case Kind.REPORT:
            return msgs("New: {count} reported passage", "New: {count} reported passages", count)
