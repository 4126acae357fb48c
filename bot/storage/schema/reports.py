"""What members report to the moderators."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from bot.storage.schema.base import UtcDateTime, metadata

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("passage_id", ForeignKey("passages.id"), nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),  # of the passage, as it was reported
    Column("member_id", BigInteger, nullable=False),  # who reports; only moderators ever see it
    Column("reason", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("decided_by", BigInteger),
    Column("decided_at", UtcDateTime),
    CheckConstraint("state IN ('waiting', 'kept', 'redacted')", name="state"),
    sqlite_autoincrement=True,  # a button of an old one never means a new one
)

Index(
    "uq_reports_waiting",
    reports.c.passage_id,
    reports.c.member_id,
    unique=True,
    sqlite_where=reports.c.state == "waiting",
)
Index("ix_reports_guild", reports.c.guild_id, reports.c.state)
