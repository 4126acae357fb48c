"""Story prompts."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Text

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
    Column("state", String(16)),  # of one that a member handed in: waiting, approved, rejected
    Column("receipt_id", ForeignKey("receipts.id")),
    Column("created_at", UtcDateTime, nullable=False),
)
