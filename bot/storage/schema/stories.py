"""Stories, who is in them, and whose turn it is."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
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

from bot.storage.schema.base import Duration, UtcDateTime, metadata

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
    Column("board_version", Integer, nullable=False, server_default="0"),  # the one that the thread shows
    Column("board_turn", Integer, nullable=False, server_default="0"),  # the turn that the board shows
    Column("prompt_id", ForeignKey("prompts.id")),
    Column("words_min", Integer, nullable=False),
    Column("words_max", Integer, nullable=False),
    Column("passages_max", Integer),
    Column("turn_order", String(16), nullable=False, server_default="rota"),
    Column("sight", String(16), nullable=False, server_default="all"),
    Column("turn_hours", Integer, nullable=False, server_default="24"),
    Column("muse", String(16), nullable=False, server_default="suggest"),
    Column("rating", String(16), nullable=False, server_default="everyone"),
    Column("lines", Text, nullable=False, server_default=""),
    Column("veils", Text, nullable=False, server_default=""),
    Column("reveal_names", Boolean, nullable=False, server_default=false()),
    Column("invite_only", Boolean, nullable=False, server_default=false()),
    Column("writers_max", Integer),
    Column("stops", JSON, nullable=False, server_default="[]"),  # why its clock stands still
    Column("seed", Integer, nullable=False, server_default="0"),  # the dice of a shuffled order
    Column("round", JSON, nullable=False, server_default="[]"),  # who still comes in this round of it
    Column("form", String(32)),  # of a poem; None for prose
    Column("form_stanzas", Integer, nullable=False, server_default="1"),
    Column("form_word", Text, nullable=False, server_default=""),  # what an acrostic spells
    Column("kept", Boolean, nullable=False, server_default=false()),  # stored whole: it never had a thread
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

# Asked at every start, and nearly always empty.
Index(
    "ix_stories_behind",
    stories.c.guild_id,
    sqlite_where=stories.c.board_version < stories.c.version,
)

writers = Table(
    "writers",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("member_id", BigInteger, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("pen_name", Text),
    Column("missed", Integer, nullable=False, server_default="0"),  # turns in a row that lapsed
    Column("away_until", UtcDateTime),
    UniqueConstraint("story_id", "place"),
    Index("ix_writers_member_id", "member_id"),
)

invites = Table(
    "invites",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("member_id", BigInteger, primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
)

characters = Table(
    "characters",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("name_folded", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("member_id", BigInteger, nullable=False),  # who speaks for it
)

turns = Table(
    "turns",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("member_id", BigInteger),  # None while nobody has claimed it
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(16)),  # None while it is open
    Column("allowance", Duration, nullable=False, server_default="0"),
    Column("time_left", Duration, nullable=False, server_default="0"),  # when the clock last started
    Column("clock_started_at", UtcDateTime),  # None while it stands still
    Column("due_at", UtcDateTime),
    Column("remind_at", UtcDateTime),
    Column("reminded", Boolean, nullable=False, server_default=false()),
    Column("hold_left", Duration),  # how long held texts may stop the clock yet; None before the first one
    Column("hold_ends", UtcDateTime),  # when the one that waits stops it no longer
    Column("after_lapse", Boolean, nullable=False, server_default=false()),
    Column("pings", Integer, nullable=False, server_default="0"),  # 1: its writer was told; 2: and reminded
    CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended"),
)

# At most one open turn a story, held by the database itself.
Index("uq_turns_open", turns.c.story_id, unique=True, sqlite_where=turns.c.outcome.is_(None))
Index("ix_turns_holder", turns.c.member_id, sqlite_where=turns.c.outcome.is_(None))

# What is to happen by itself: claimed, handled, then deleted, in this order.
timers = Table(
    "timers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("subject", BigInteger, nullable=False),  # a turn's number, or a member
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("claimed_at", UtcDateTime),
    sqlite_autoincrement=True,  # one that was handled must never be taken for one that came after it
)

# What somebody asks to change in what was agreed, until every active writer has answered.
charter_changes = Table(
    "charter_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("asked_by", BigInteger, nullable=False),
    Column("rating", String(16), nullable=False),
    Column("lines", Text, nullable=False),
    Column("veils", Text, nullable=False),
    Column("agreed", JSON, nullable=False),  # the ids of those who did
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("state IN ('open', 'agreed', 'declined', 'replaced')", name="state"),
    sqlite_autoincrement=True,  # a button of an old one never means a new one
)

Index(
    "uq_charter_changes_open",
    charter_changes.c.story_id,
    unique=True,
    sqlite_where=charter_changes.c.state == "open",
)
