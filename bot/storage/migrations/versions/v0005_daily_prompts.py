"""Channels that get a prompt every day, and which prompts were used for it; what was not to be kept goes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE prompts ADD COLUMN used_at DATETIME")
    op.create_table(
        "daily_prompts",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("time_of_day", sa.String(length=5), nullable=False),
        sa.Column("slot_at", sa.DateTime(), nullable=True),
        sa.Column("prompt_id", sa.Integer(), nullable=True),
        sa.Column("told", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("wake_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f("fk_daily_prompts_guild_id")),
        sa.ForeignKeyConstraint(["prompt_id"], ["prompts.id"], name=op.f("fk_daily_prompts_prompt_id")),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_daily_prompts")),
    )
    op.create_index(op.f("ix_daily_prompts_guild_id"), "daily_prompts", ["guild_id"], unique=False)
    op.create_index(op.f("ix_daily_prompts_wake_at"), "daily_prompts", ["wake_at"], unique=False)
    # /muse rewrite outside of a story said that nothing is kept, and kept what it was given.
    op.execute(
        "DELETE FROM asks WHERE kind = 'rewrite' AND story_id IS NULL "
        "AND id NOT IN (SELECT ask_id FROM receipts WHERE ask_id IS NOT NULL)"
    )
