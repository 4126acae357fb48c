"""The tables. A migration makes them; a test compares the two.

Discord's ids are 64-bit integers. Times are kept in UTC. Text is kept as it was accepted, never rendered.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times, which would mean the machine's own zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("created_at", UtcDateTime, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("guild_id", ForeignKey("guilds.id"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("display_name", String(64), nullable=False),  # as last seen, for lists and exports
    Column("seen_at", UtcDateTime, nullable=False),
)

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

stories = Table(
    "stories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("number", Integer, nullable=False),  # what members type; counts from 1 in each server
    Column("title", Text, nullable=False),
    Column("title_folded", Text, nullable=False),  # for finding it: SQLite folds the case of ASCII only
    Column("host_id", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("channel_id", BigInteger, nullable=False),  # where its thread is opened
    Column("thread_id", BigInteger),  # None until there is one
    Column("board_id", BigInteger),  # the board's message in that thread
    Column("version", Integer, nullable=False, server_default="1"),  # grows with every change
    Column("board_version", Integer, nullable=False, server_default="0"),  # the one that the board shows
    Column("shown", Integer, nullable=False, server_default="0"),  # passages up to here are in it, whole
    Column("prompt_id", ForeignKey("prompts.id")),
    Column("words_min", Integer, nullable=False),
    Column("words_max", Integer, nullable=False),
    Column("passages_max", Integer),
    Column("turns", Integer, nullable=False),  # opened so far
    Column("passages", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("last_writer_id", BigInteger),
    Column("created_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    UniqueConstraint("guild_id", "number"),
    Index("ix_stories_thread_id", "thread_id", unique=True),
    Index("ix_stories_guild_id_channel_id", "guild_id", "channel_id"),  # asked whenever stories are listed
    CheckConstraint("words_min <= words_max", name="bounds"),
)

writers = Table(
    "writers",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("member_id", BigInteger, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    UniqueConstraint("story_id", "place"),
)

turns = Table(
    "turns",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("member_id", BigInteger, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(16)),  # None while it is open
    CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended"),
)

# At most one open turn a story, held by the database itself.
Index("uq_turns_open", turns.c.story_id, unique=True, sqlite_where=turns.c.outcome.is_(None))

passages = Table(
    "passages",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("position", Integer, primary_key=True),  # from 1, without gaps
    Column("turn", Integer, nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("receipt_id", ForeignKey("receipts.id")),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("story_id", "turn"),
    ForeignKeyConstraint(["story_id", "turn"], ["turns.story_id", "turns.number"]),
    CheckConstraint("origin IN ('human', 'muse-accepted', 'muse-edited')", name="origin"),
    CheckConstraint("origin = 'human' OR receipt_id IS NOT NULL", name="muse_has_receipt"),
)

passage_messages = Table(
    "passage_messages",
    metadata,
    Column("story_id", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("part", Integer, primary_key=True),  # a long passage is several messages, from 1
    Column("message_id", BigInteger, nullable=False),
    ForeignKeyConstraint(["story_id", "position"], ["passages.story_id", "passages.position"]),
)

# Nothing that was typed is overwritten: a new version ends the one before as `replaced`.
drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("fate", String(16)),  # None for the current one; replaced, submitted, discarded
    sqlite_autoincrement=True,  # a button of an old draft never means a new one
)

Index(
    "uq_drafts_current",
    drafts.c.story_id,
    drafts.c.member_id,
    unique=True,
    sqlite_where=drafts.c.fate.is_(None),
)

timers = Table(
    "timers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("story_id", ForeignKey("stories.id")),
    Column("payload", JSON, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("claimed_at", UtcDateTime),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("actor_id", BigInteger, nullable=False),
    Column("action", String(32), nullable=False),
    Column("story_id", ForeignKey("stories.id")),
    Column("detail", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_audit_guild_id_created_at", "guild_id", "created_at"),
)
