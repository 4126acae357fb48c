"""Story prompts, and the channels that get one every day."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from bot.storage.schema.base import UtcDateTime, metadata

prompts = Table(
    "prompts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False, index=True),
    Column("member_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("genre", Text, nullable=False, server_default=""),
    Column("about", Text, nullable=False, server_default=""),
    Column("kept", Boolean, nullable=False),
    Column("state", String(16)),  # of one that a member handed in: waiting, approved, returned, rejected
    Column("note", Text, nullable=False, server_default=""),  # to whoever handed it in, of one returned
    Column("decided_by", BigInteger),
    Column("decided_at", UtcDateTime),
    Column("receipt_id", ForeignKey("receipts.id")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),  # when a day took it up for a channel
)

# A prompt every day. A row stays when it is turned off: a day that had its prompt gets no second one.
daily_prompts = Table(
    "daily_prompts",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False, index=True),
    Column("member_id", BigInteger, nullable=False),  # who set it, and is told of trouble
    Column("zone", String(64), nullable=False),
    Column("time_of_day", String(5), nullable=False),  # HH:MM
    Column("slot_at", UtcDateTime),  # the moment of the day that was taken up last
    Column("prompt_id", ForeignKey("prompts.id")),  # what is still to be posted for it, None if nothing is
    Column("told", Boolean, nullable=False, server_default=false()),  # that Discord refuses to post
    Column("wake_at", UtcDateTime, index=True),  # when to look again; None while it is turned off
)

# What moderators decided on a prompt or a taught word, until whoever handed it in was told.
untold = Table(
    "untold",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("kind", Integer, nullable=False),  # as the review queue numbers them
    Column("item_id", Integer, nullable=False),
    Index("ix_untold_guild_id_member_id", "guild_id", "member_id"),
)
