"""Texts that wait for a moderator, held or appealed for."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("appeal", sa.Boolean(), nullable=False),
        sa.Column("matches", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'returned', 'rejected', 'withdrawn')",
            name=op.f("ck_held_texts_state"),
        ),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_held_texts_candidate_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_held_texts_draft_id")),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f("fk_held_texts_guild_id")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_held_texts_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_texts")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_held_texts_waiting",
        "held_texts",
        ["story_id", "member_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_held_texts_member", "held_texts", ["guild_id", "member_id"])
