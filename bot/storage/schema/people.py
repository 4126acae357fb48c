"""Servers, the people in them, and the record of what they did."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.storage.schema.base import UtcDateTime, metadata

guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("absent_since", UtcDateTime),  # Quire was removed from it then; None while it is there
    Column("noticed_at", UtcDateTime),  # when its moderators were last told that something waits
)

members = Table(
    "members",
    metadata,
    Column("guild_id", ForeignKey("guilds.id"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("display_name", String(64), nullable=False),  # as last seen, for lists and exports
    Column("seen_at", UtcDateTime, nullable=False),
)

# Members whom a moderator keeps from writing with Quire, until an instant or for good.
writer_bans = Table(
    "writer_bans",
    metadata,
    Column("guild_id", ForeignKey("guilds.id"), primary_key=True),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("until", UtcDateTime),  # None: for good
    Column("reason", Text, nullable=False, server_default=""),
    Column("banned_by", BigInteger, nullable=False),
    Column("banned_at", UtcDateTime, nullable=False),
)

# What a person set for themselves, on whichever server they write.
preferences = Table(
    "preferences",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("timezone", String(64), nullable=False, server_default="UTC"),
    Column("quiet_begin", String(5)),  # HH:MM; both or none
    Column("quiet_end", String(5)),
    Column("pings", String(8), nullable=False, server_default="thread"),
    # Whether models may learn from their words. Nobody agrees who did not say so.
    Column("training", Boolean, nullable=False, server_default=false()),
)

# Who stands behind a key of the audit; cut off (NULL), the key is nobody's any more.
pseudonyms = Table(
    "pseudonyms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("user_id", BigInteger),
    UniqueConstraint("guild_id", "user_id"),
    sqlite_autoincrement=True,  # a key that is nobody's is never given to another
)

# Triggers refuse every change; what was purged must have been announced by an entry of its own.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("actor_id", ForeignKey("pseudonyms.id")),  # None: Quire by itself
    Column("subject_id", ForeignKey("pseudonyms.id")),  # whom it was about
    Column("action", String(32), nullable=False),
    Column("story_id", ForeignKey("stories.id")),
    Column("detail", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_audit_guild_id_created_at", "guild_id", "created_at"),
    sqlite_autoincrement=True,  # a purged entry's place is never taken
)

# What was said in an act, beside its entry: forgetting deletes it, and triggers refuse every other change.
audit_words = Table(
    "audit_words",
    metadata,
    Column("entry_id", ForeignKey("audit.id"), primary_key=True),
    Column("said_by", BigInteger, nullable=False),
    Column("said_of", BigInteger),  # whose words it may quote
    Column("words", JSON, nullable=False),  # by what they are: a note, the lines before
)
