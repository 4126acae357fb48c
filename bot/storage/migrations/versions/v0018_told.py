"""How many texts of a wish were set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asks", sa.Column("set_aside", sa.Integer(), server_default=sa.text("0"), nullable=False))
