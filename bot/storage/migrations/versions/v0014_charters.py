"""What is asked to change in what was agreed for a story."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "charter_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("rating", sa.String(length=16), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("veils", sa.Text(), nullable=False),
        sa.Column("agreed", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'agreed', 'declined', 'replaced')", name=op.f("ck_charter_changes_state")
        ),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_charter_changes_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_charter_changes_open",
        "charter_changes",
        ["story_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
    )
