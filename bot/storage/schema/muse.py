"""What the muse was asked, what it proposed, and how each text of its was made."""

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKey, Integer, String, Table, Text

from bot.storage.schema.base import UtcDateTime, metadata

# What a member asked for: with the story, all that a prompt was made of. ``wish`` holds their own words.
asks = Table(
    "asks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False, index=True),
    Column("member_id", BigInteger, nullable=False),
    Column("story_id", Integer, index=True),  # no foreign key: stories know prompts, and these receipts
    Column("kind", String(16), nullable=False),
    Column("wish", JSON, nullable=False),
    Column("set_aside", Integer, nullable=False, server_default="0"),  # texts that were not fit to show
    Column("created_at", UtcDateTime, nullable=False),
)

# How a text was made; no text is in it. ``sources`` names what the prompt was made of, None where there was
# nothing but the ask.
receipts = Table(
    "receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("ask_id", ForeignKey("asks.id")),
    Column("model", Text, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("precision", Text, nullable=False, server_default=""),
    Column("template", Text, nullable=False),
    Column("sampling", JSON, nullable=False),
    Column("sources", JSON(none_as_null=True)),
    Column("prompt_tokens", Integer, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("end", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

# What the muse proposed to a member for a story; nothing of it is in the story until it is accepted.
candidates = Table(
    "candidates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    Column("member_id", BigInteger, nullable=False),  # who may accept it; 0 for whoever hosts the story
    Column("turn", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("receipt_id", ForeignKey("receipts.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
