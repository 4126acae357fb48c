"""Receipts that can be replayed: what was asked, of what the prompt was made, in which numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f("fk_asks_guild_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
    )
    op.create_index(op.f("ix_asks_guild_id"), "asks", ["guild_id"], unique=False)
    op.create_index(op.f("ix_asks_story_id"), "asks", ["story_id"], unique=False)
    for table, column in (
        ("receipts", "ask_id INTEGER CONSTRAINT fk_receipts_ask_id REFERENCES asks (id)"),
        ("receipts", "precision TEXT DEFAULT '' NOT NULL"),
        ("receipts", "sources JSON"),
        ("passages", "edited_words INTEGER"),
    ):
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
