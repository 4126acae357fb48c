"""What people wrote for a story, with the muse or without."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from bot.storage.schema.base import UtcDateTime, metadata

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("position", Integer),  # from 1, without gaps; None for one that was taken back
    Column("undone", Integer),  # its place in the pile of those that can be put back; the highest is the next
    Column("turn", Integer, nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("accepted_by", BigInteger),  # who took over what the muse wrote in its own turn
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("receipt_id", ForeignKey("receipts.id")),
    Column(
        "edited_words", Integer
    ),  # words changed in what the muse had written; None where it wrote nothing
    Column("version", Integer, nullable=False, server_default="1"),
    Column("shown_version", Integer, nullable=False, server_default="0"),  # the one in the thread, whole
    Column("redacted", Boolean, nullable=False, server_default=false()),
    Column(
        "hidden", Boolean, nullable=False, server_default=false()
    ),  # till a moderator has looked; has its text
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("story_id", "position"),
    UniqueConstraint("story_id", "turn"),
    ForeignKeyConstraint(["story_id", "turn"], ["turns.story_id", "turns.number"]),
    CheckConstraint("position IS NULL OR undone IS NULL", name="live_or_undone"),
    CheckConstraint("origin IN ('human', 'muse-accepted', 'muse-edited')", name="origin"),
    CheckConstraint("origin = 'human' OR receipt_id IS NOT NULL", name="muse_has_receipt"),
    sqlite_autoincrement=True,  # receipts and the search index name passages by id for ever
)

Index(
    "ix_passages_unshown",
    passages.c.story_id,
    sqlite_where=(passages.c.shown_version < passages.c.version) | passages.c.position.is_(None),
)

# Every text that a passage had before its present one, a redacted one's included.
passage_versions = Table(
    "passage_versions",
    metadata,
    Column("passage_id", ForeignKey("passages.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),  # when it was replaced
)

passage_messages = Table(
    "passage_messages",
    metadata,
    Column("passage_id", ForeignKey("passages.id"), primary_key=True),
    Column("part", Integer, primary_key=True),  # a long passage is several messages, from 1
    Column("message_id", BigInteger, nullable=False),
)

# Nothing that was typed is overwritten: a new version ends the one before as `replaced`.
drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("candidate_id", ForeignKey("candidates.id")),  # what the muse had put before its writer
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

# Texts that wait for a moderator, or did: since they are held, or because their writer asks to look at one
# that a server's list blocks. One that waits no longer keeps no text here: it is in the story, or a draft.
held_texts = Table(
    "held_texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", ForeignKey("guilds.id"), nullable=False),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("turn", Integer, nullable=False),  # it waits as long as this one is open
    Column("draft_id", ForeignKey("drafts.id"), nullable=False),  # the very version
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False, server_default=""),  # of the words; empty for an old one
    Column("candidate_id", ForeignKey("candidates.id")),
    Column("appeal", Boolean, nullable=False),
    Column("matches", Text, nullable=False),  # JSON: a list of [start, end, rule, action]
    Column("state", String(16), nullable=False),
    Column("note", Text, nullable=False, server_default=""),  # to its writer, by whoever decided
    Column("owed", Boolean, nullable=False, server_default=false()),  # its writer has yet to be told of it
    Column("created_at", UtcDateTime, nullable=False),
    Column("decided_by", BigInteger),
    Column("decided_at", UtcDateTime),
    CheckConstraint(
        "state IN ('waiting', 'approved', 'returned', 'rejected', 'withdrawn', 'overtaken', 'finished', "
        "'gone')",
        name="state",
    ),
    sqlite_autoincrement=True,  # a button of an old one never means a new one
)

Index(
    "uq_held_texts_waiting",
    held_texts.c.story_id,
    held_texts.c.member_id,
    unique=True,
    sqlite_where=held_texts.c.state == "waiting",
)
Index("ix_held_texts_member", held_texts.c.guild_id, held_texts.c.member_id)
Index("ix_held_texts_owed", held_texts.c.story_id, sqlite_where=held_texts.c.owed == true())
