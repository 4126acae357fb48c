"""Permissions of Discord's that Quire needs, and what members know them by."""

from collections.abc import Sequence
from functools import reduce

import discord

from bot.ui.catalogue import Text, msg

NAMES = {
    "create_public_threads": msg("Create Public Threads"),
    "send_messages_in_threads": msg("Send Messages in Threads"),
    "view_channel": msg("View Channel"),
    "send_messages": msg("Send Messages"),
    "read_message_history": msg("Read Message History"),
    "embed_links": msg("Embed Links"),
    "attach_files": msg("Attach Files"),
}
TO_OPEN_THREADS = ("create_public_threads", "send_messages_in_threads", "view_channel")
TO_SHOW = ("embed_links", "attach_files")
TO_POST = ("view_channel", "send_messages", "read_message_history")
"""The last one so that a post of which nobody knows whether it arrived can be looked for."""


def lacking(permissions: discord.Permissions, needed: Sequence[str]) -> tuple[str, ...]:
    """Return which of the needed permissions are not among these."""
    return tuple(name for name in needed if not getattr(permissions, name))


def listed(names: Sequence[str]) -> Text:
    """Return the names of one or more permissions, one after another."""
    return reduce(lambda some, more: msg("{some}, {more}", some=some, more=more), [NAMES[n] for n in names])
