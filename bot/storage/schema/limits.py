"""What moderators set for their server or one of its channels."""

from sqlalchemy import BigInteger, Column, ForeignKey, String, Table, Text

from bot.storage.schema.base import UtcDateTime, metadata

# A row for each knob that was turned; what was never turned has its default.
limits = Table(
    "limits",
    metadata,
    Column("guild_id", ForeignKey("guilds.id"), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),  # 0: the whole server
    Column("name", String(32), primary_key=True),
    Column("value", String(100), nullable=False),  # as the knob writes it
    Column("set_by", BigInteger, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
)

# A phrase is on one list of a place at most; one of a channel stands before the same of the whole server.
phrases = Table(
    "phrases",
    metadata,
    Column("guild_id", ForeignKey("guilds.id"), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),  # 0: the whole server
    Column("folded", Text, primary_key=True),  # as it is matched
    Column("phrase", Text, nullable=False),  # as it was typed
    Column("list", String(8), nullable=False),  # warn, hold, block, allow
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)
