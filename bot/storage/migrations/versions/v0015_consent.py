"""Whether a person agrees that models learn from their words; nobody does who was not asked."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "preferences", sa.Column("training", sa.Boolean(), server_default=sa.text("0"), nullable=False)
    )
