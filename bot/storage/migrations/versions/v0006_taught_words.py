"""Each server's own list of words."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "taught_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.String(length=120), nullable=False),
        sa.Column("shown", sa.String(length=120), nullable=False),
        sa.Column("counts", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f("fk_taught_words_guild_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught_words")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_taught_words_guild_id_state", "taught_words", ["guild_id", "state"], unique=False)
    op.create_index(
        "uq_taught_words_approved",
        "taught_words",
        ["guild_id", "word"],
        unique=True,
        sqlite_where=sa.text("state = 'approved'"),
    )
