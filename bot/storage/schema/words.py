"""Words that a server taught, and those that wait for a moderator."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.storage.schema.base import UtcDateTime, metadata

# What was decided stays, for the record; a word has one approved entry at most.
taught_words = Table(
    "taught_words",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("member_id", BigInteger, nullable=False),  # who proposed it
    Column("word", String(120), nullable=False),  # folded, as it is looked up
    Column("shown", String(120), nullable=False),  # as it was typed
    Column("counts", String(16), nullable=False),  # the syllables that it may have, "2" or "2 3"
    Column("state", String(16), nullable=False),  # waiting, approved, rejected, returned, replaced
    Column("note", Text, nullable=False, server_default=""),  # to its proposer, of one that was returned
    Column("decided_by", BigInteger),
    Column("created_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Index("ix_taught_words_guild_id_state", "guild_id", "state"),
    # A button of the review queue must never mean another entry than it showed.
    sqlite_autoincrement=True,
)

Index(
    "uq_taught_words_approved",
    taught_words.c.guild_id,
    taught_words.c.word,
    unique=True,
    sqlite_where=taught_words.c.state == "approved",
)
