"""What became of prompts and taught words, for those who handed them in; how many texts were set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asks", sa.Column("set_aside", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("prompts", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.add_column("prompts", sa.Column("decided_by", sa.BigInteger(), nullable=True))
    op.add_column("prompts", sa.Column("decided_at", sa.DateTime(), nullable=True))
    op.create_table(
        "untold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f("fk_untold_guild_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_untold")),
    )
    op.create_index("ix_untold_guild_id_member_id", "untold", ["guild_id", "member_id"])
