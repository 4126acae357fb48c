"""The tables. Migrations make them; a test compares the two.

Discord's ids are 64-bit integers. Times are kept in UTC. Text is kept as it was accepted, never rendered.
"""

from bot.storage.schema.base import Duration, UtcDateTime, metadata
from bot.storage.schema.limits import limits, phrases
from bot.storage.schema.muse import asks, candidates, receipts
from bot.storage.schema.people import (
    audit,
    audit_words,
    guilds,
    members,
    preferences,
    pseudonyms,
    writer_bans,
)
from bot.storage.schema.prompts import daily_prompts, prompts, untold
from bot.storage.schema.reports import reports
from bot.storage.schema.stories import characters, charter_changes, invites, stories, timers, turns, writers
from bot.storage.schema.texts import drafts, held_texts, passage_messages, passage_versions, passages
from bot.storage.schema.words import taught_words

__all__ = [
    "Duration",
    "UtcDateTime",
    "asks",
    "audit",
    "audit_words",
    "candidates",
    "characters",
    "charter_changes",
    "daily_prompts",
    "drafts",
    "guilds",
    "held_texts",
    "invites",
    "limits",
    "members",
    "metadata",
    "passage_messages",
    "passage_versions",
    "passages",
    "phrases",
    "preferences",
    "prompts",
    "pseudonyms",
    "receipts",
    "reports",
    "stories",
    "taught_words",
    "timers",
    "turns",
    "untold",
    "writer_bans",
    "writers",
]
