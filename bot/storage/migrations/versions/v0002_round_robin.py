"""Round-robin stories whole: clocks, orders, sight, pen names, history, search.

Turns and passages are made anew, since SQLite cannot loosen a column; what was in them is carried over.
"""

import sqlalchemy as sa
from alembic import op

from bot.domain.text import searchable

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEPT = ("turns", "passages", "passage_messages")
_DAY = 24 * 60 * 60 * 1_000_000  # microseconds
_STAMP = "strftime('%Y-%m-%d %H:%M:%S.000000', 'now', '{}')"


def upgrade() -> None:
    for name in _KEPT:
        op.execute(f"CREATE TEMP TABLE kept_{name} AS SELECT * FROM {name}")
    for name in ("passage_messages", "passages", "turns", "timers"):
        op.drop_table(name)
    _widen()
    _create()
    _carry_over()
    for name in _KEPT:
        op.execute(f"DROP TABLE temp.kept_{name}")


def _widen() -> None:
    """Add what the tables that stay did not have."""
    for table, column in (
        ("guilds", "absent_since DATETIME"),
        ("drafts", "candidate_id INTEGER CONSTRAINT fk_drafts_candidate_id REFERENCES candidates (id)"),
        ("writers", "pen_name TEXT"),
        ("writers", "missed INTEGER DEFAULT '0' NOT NULL"),
        ("writers", "away_until DATETIME"),
        ("stories", "board_turn INTEGER DEFAULT '0' NOT NULL"),
        ("stories", "turn_order VARCHAR(16) DEFAULT 'rota' NOT NULL"),
        ("stories", "sight VARCHAR(16) DEFAULT 'all' NOT NULL"),
        ("stories", "turn_hours INTEGER DEFAULT '24' NOT NULL"),
        ("stories", "muse VARCHAR(16) DEFAULT 'suggest' NOT NULL"),
        ("stories", "rating VARCHAR(16) DEFAULT 'everyone' NOT NULL"),
        ("stories", "lines TEXT DEFAULT '' NOT NULL"),
        ("stories", "veils TEXT DEFAULT '' NOT NULL"),
        ("stories", "reveal_names BOOLEAN DEFAULT 0 NOT NULL"),
        ("stories", "invite_only BOOLEAN DEFAULT 0 NOT NULL"),
        ("stories", "writers_max INTEGER"),
        ("stories", "stops JSON DEFAULT '[]' NOT NULL"),
        ("stories", "seed INTEGER DEFAULT '0' NOT NULL"),
        ("stories", "round JSON DEFAULT '[]' NOT NULL"),
    ):
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")


def _create() -> None:
    op.create_table(
        "turns",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("allowance", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("time_left", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("clock_started_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("remind_at", sa.DateTime(), nullable=True),
        sa.Column("reminded", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("after_lapse", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("pings", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name=op.f("ck_turns_ended")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_turns_story_id")),
        sa.PrimaryKeyConstraint("story_id", "number", name=op.f("pk_turns")),
    )
    op.create_index(
        "ix_turns_holder", "turns", ["member_id"], unique=False, sqlite_where=sa.text("outcome IS NULL")
    )
    op.create_index(
        "uq_turns_open", "turns", ["story_id"], unique=True, sqlite_where=sa.text("outcome IS NULL")
    )
    op.create_table(
        "timers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_timers_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timers")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_timers_due_at"), "timers", ["due_at"], unique=False)
    op.create_index(op.f("ix_timers_story_id"), "timers", ["story_id"], unique=False)
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("undone", sa.Integer(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("accepted_by", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("shown_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("redacted", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "origin = 'human' OR receipt_id IS NOT NULL", name=op.f("ck_passages_muse_has_receipt")
        ),
        sa.CheckConstraint(
            "origin IN ('human', 'muse-accepted', 'muse-edited')", name=op.f("ck_passages_origin")
        ),
        sa.CheckConstraint("position IS NULL OR undone IS NULL", name=op.f("ck_passages_live_or_undone")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_passages_receipt_id")),
        sa.ForeignKeyConstraint(
            ["story_id", "turn"], ["turns.story_id", "turns.number"], name=op.f("fk_passages_story_id_turn")
        ),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_passages_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.UniqueConstraint("story_id", "position", name=op.f("uq_passages_story_id_position")),
        sa.UniqueConstraint("story_id", "turn", name=op.f("uq_passages_story_id_turn")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_passages_unshown",
        "passages",
        ["story_id"],
        unique=False,
        sqlite_where=sa.text("shown_version < version OR position IS NULL"),
    )
    op.create_table(
        "passage_versions",
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_passage_versions_passage_id")),
        sa.PrimaryKeyConstraint("passage_id", "version", name=op.f("pk_passage_versions")),
    )
    op.create_table(
        "passage_messages",
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_passage_messages_passage_id")),
        sa.PrimaryKeyConstraint("passage_id", "part", name=op.f("pk_passage_messages")),
    )
    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_candidates_receipt_id")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_candidates_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
    )
    op.create_index(op.f("ix_candidates_story_id"), "candidates", ["story_id"], unique=False)
    op.create_table(
        "preferences",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("timezone", sa.String(length=64), server_default="UTC", nullable=False),
        sa.Column("quiet_begin", sa.String(length=5), nullable=True),
        sa.Column("quiet_end", sa.String(length=5), nullable=True),
        sa.Column("pings", sa.String(length=8), server_default="thread", nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_preferences")),
    )
    op.create_table(
        "invites",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_invites_story_id")),
        sa.PrimaryKeyConstraint("story_id", "member_id", name=op.f("pk_invites")),
    )
    op.create_table(
        "characters",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_characters_story_id")),
        sa.PrimaryKeyConstraint("story_id", "name_folded", name=op.f("pk_characters")),
    )
    op.create_index(
        "ix_stories_behind",
        "stories",
        ["guild_id"],
        unique=False,
        sqlite_where=sa.text("board_version < version"),
    )
    op.create_index("ix_writers_member_id", "writers", ["member_id"], unique=False)


def _carry_over() -> None:
    """Put back what was there. Open turns get a day from now: until today they had no deadline."""
    op.execute(
        "INSERT INTO turns (story_id, number, member_id, started_at, ended_at, outcome)"
        " SELECT story_id, number, member_id, started_at, ended_at, outcome FROM kept_turns"
    )
    op.execute(
        f"UPDATE turns SET allowance = {_DAY}, time_left = {_DAY}, pings = 1,"
        f" clock_started_at = {_STAMP.format('+0 hours')}, due_at = {_STAMP.format('+24 hours')},"
        f" remind_at = {_STAMP.format('+18 hours')} WHERE outcome IS NULL"
    )
    for kind, column in (("lapse", "due_at"), ("remind", "remind_at")):
        op.execute(
            "INSERT INTO timers (story_id, kind, subject, due_at)"
            f" SELECT story_id, '{kind}', number, {column} FROM turns WHERE outcome IS NULL"
        )
    op.execute(
        "INSERT INTO passages (story_id, position, turn, member_id, text, words, origin, receipt_id,"
        " created_at, shown_version)"
        " SELECT p.story_id, p.position, p.turn, p.member_id, p.text, p.words, p.origin, p.receipt_id,"
        " p.created_at, p.position <= s.shown"
        " FROM kept_passages p JOIN stories s ON s.id = p.story_id ORDER BY p.story_id, p.position"
    )
    op.execute(
        "INSERT INTO passage_messages (passage_id, part, message_id)"
        " SELECT p.id, m.part, m.message_id FROM kept_passage_messages m"
        " JOIN passages p ON p.story_id = m.story_id AND p.position = m.position"
    )
    op.execute("ALTER TABLE stories DROP COLUMN shown")
    op.execute(
        "CREATE VIRTUAL TABLE passages_fts USING fts5"
        "(guild, text, content='', tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute("CREATE VIRTUAL TABLE passages_fts_words USING fts5vocab('passages_fts', 'instance')")
    connection = op.get_bind()
    found = connection.execute(
        sa.text("SELECT p.id, s.guild_id, p.text FROM passages p JOIN stories s ON s.id = p.story_id")
    )
    for passage_id, guild_id, text in found.all():
        connection.execute(
            sa.text("INSERT INTO passages_fts (rowid, guild, text) VALUES (:id, :guild, :text)"),
            {"id": passage_id, "guild": f"g{guild_id}", "text": searchable(text)},
        )
