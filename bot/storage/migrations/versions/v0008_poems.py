"""Poems as stories: the form that a story is written in, and poems that were kept whole."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE stories ADD COLUMN form VARCHAR(32)")
    op.execute("ALTER TABLE stories ADD COLUMN form_stanzas INTEGER DEFAULT '1' NOT NULL")
    op.execute("ALTER TABLE stories ADD COLUMN form_word TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE stories ADD COLUMN kept BOOLEAN DEFAULT 0 NOT NULL")
