"""Story prompts, and the receipts of what the muse wrote."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, ForeignKey, Integer, String, Table, Text

from bot.storage.schema.base import UtcDateTime, metadata

receipts = Table(
    "receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("model", Text, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("sampling", JSON, nullable=False),
    Column("prompt_tokens", Integer, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("end", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

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
    Column("receipt_id", ForeignKey("receipts.id")),
    Column("created_at", UtcDateTime, nullable=False),
)
