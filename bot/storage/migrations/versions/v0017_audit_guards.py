"""The audit is closed to rows that take an entry's place, and so is who stands behind its keys.

What was said in an act stands beside its entry, so that it can be forgotten. And when moderators were last
told that something waits is kept over a restart.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
# Without an id of its own a new row has -1 here; OR REPLACE would delete the old row and fire no trigger.
_NOT_LAST = "NEW.id > 0 AND NEW.id <= (SELECT MAX(id) FROM {0})"
_USED = "NEW.id > 0 AND EXISTS (SELECT 1 FROM audit a WHERE NEW.id IN (a.actor_id, a.subject_id))"


def upgrade() -> None:
    op.add_column("guilds", sa.Column("noticed_at", sa.DateTime(), nullable=True))
    op.execute(
        f"CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN {_NOT_LAST.format('audit')} {_REFUSE}"
    )
    op.execute(f"CREATE TRIGGER audit_in_order AFTER INSERT ON audit WHEN NEW.id < 1 {_REFUSE}")
    op.execute(
        "CREATE TRIGGER pseudonyms_no_replace BEFORE INSERT ON pseudonyms "
        f"WHEN {_NOT_LAST.format('pseudonyms')} OR {_USED} {_REFUSE}"
    )
    # A key is cut from its owner, and never given to another.
    op.execute(
        "CREATE TRIGGER pseudonyms_only_cut BEFORE UPDATE ON pseudonyms "
        "WHEN NEW.id <> OLD.id OR NEW.guild_id <> OLD.guild_id "
        f"OR (NEW.user_id IS NOT NULL AND NEW.user_id IS NOT OLD.user_id) {_REFUSE}"
    )
    op.create_table(
        "audit_words",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.Column("said_of", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["audit.id"], name=op.f("fk_audit_words_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_audit_words")),
    )
    op.execute(f"CREATE TRIGGER audit_words_no_update BEFORE UPDATE ON audit_words {_REFUSE}")
    # Words come with their entry: none is given others later, nor another's.
    op.execute(
        "CREATE TRIGGER audit_words_with_entry BEFORE INSERT ON audit_words "
        "WHEN NEW.entry_id IS NOT (SELECT MAX(id) FROM audit) "
        f"OR EXISTS (SELECT 1 FROM audit_words w WHERE w.entry_id = NEW.entry_id) {_REFUSE}"
    )
