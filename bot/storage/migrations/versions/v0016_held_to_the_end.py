"""No text waits for ever, nor stops a turn's clock for ever: why it waits no longer, whether its writer has
yet to be told, and how long the texts of a turn may stop its clock yet. And reports know what they are of."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_KEPT = (
    "id, guild_id, story_id, member_id, turn, draft_id, text, candidate_id, appeal, matches, state, note, "
    "created_at, decided_by, decided_at"
)
# What waited for a turn that is over, or of somebody who is not in the story any more. It is long ago: nobody
# is told now.
_CLOSE = """
UPDATE held_texts SET text = '', decided_at = created_at, state = CASE
  WHEN NOT EXISTS (SELECT 1 FROM writers w WHERE w.story_id = held_texts.story_id
      AND w.member_id = held_texts.member_id AND w.state = 'active') THEN 'gone'
  WHEN (SELECT s.state FROM stories s WHERE s.id = held_texts.story_id) = 'finished' THEN 'finished'
  ELSE 'overtaken' END
WHERE state = 'waiting' AND NOT EXISTS (
  SELECT 1 FROM turns t
  JOIN writers w ON w.story_id = t.story_id AND w.member_id = held_texts.member_id AND w.state = 'active'
  WHERE t.story_id = held_texts.story_id AND t.number = held_texts.turn AND t.outcome IS NULL)
"""


def upgrade() -> None:
    op.drop_index("uq_held_texts_waiting", "held_texts")
    op.drop_index("ix_held_texts_member", "held_texts")
    op.rename_table("held_texts", "held_texts_before")
    op.create_table(
        "held_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), server_default="", nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("appeal", sa.Boolean(), nullable=False),
        sa.Column("matches", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("owed", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'returned', 'rejected', 'withdrawn', 'overtaken', 'finished', "
            "'gone')",
            name=op.f("ck_held_texts_state"),
        ),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_held_texts_candidate_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_held_texts_draft_id")),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f("fk_held_texts_guild_id")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_held_texts_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_texts")),
        sqlite_autoincrement=True,
    )
    op.execute(f"INSERT INTO held_texts ({_KEPT}) SELECT {_KEPT} FROM held_texts_before")
    op.drop_table("held_texts_before")
    op.execute(_CLOSE)
    op.create_index(
        "uq_held_texts_waiting",
        "held_texts",
        ["story_id", "member_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_held_texts_member", "held_texts", ["guild_id", "member_id"])
    op.create_index("ix_held_texts_owed", "held_texts", ["story_id"], sqlite_where=sa.text("owed = 1"))
    op.add_column("turns", sa.Column("hold_left", sa.BigInteger(), nullable=True))
    op.add_column("turns", sa.Column("hold_ends", sa.DateTime(), nullable=True))
    op.add_column("reports", sa.Column("version", sa.Integer(), server_default="0", nullable=False))
    # What was reported before is not known any more; what stands now is the best there is.
    op.execute(
        "UPDATE reports SET version = (SELECT p.version FROM passages p WHERE p.id = reports.passage_id)"
    )
