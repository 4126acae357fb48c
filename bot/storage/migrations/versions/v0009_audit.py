"""The audit: people are keys in it that can be cut from their owners, and nothing changes it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Until now a person stood in it by their number, as who acted, and in `detail` as whom it was about.
_ABOUT = """COALESCE(
    json_extract(detail, '$.member'), iif(action = 'timer-return', json_extract(detail, '$.subject'), NULL)
)"""
_KEY = "(SELECT p.id FROM pseudonyms p WHERE p.guild_id = a.guild_id AND p.user_id = {})"
_GUARD = """CREATE TRIGGER audit_no_{0} BEFORE {1} ON audit {2}
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"""
_PURGED = """WHEN NOT EXISTS (
    SELECT 1 FROM audit p WHERE p.guild_id = OLD.guild_id AND p.action = 'audit-purge' AND p.id > OLD.id
    AND datetime(OLD.created_at) < datetime(json_extract(p.detail, '$.before'))
)"""


def upgrade() -> None:
    op.create_table(
        "pseudonyms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f("fk_pseudonyms_guild_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pseudonyms")),
        sa.UniqueConstraint("guild_id", "user_id", name=op.f("uq_pseudonyms_guild_id_user_id")),
        sqlite_autoincrement=True,
    )
    op.execute(
        f"INSERT OR IGNORE INTO pseudonyms (guild_id, user_id) SELECT guild_id, actor_id FROM audit "
        f"WHERE actor_id <> 0 UNION SELECT guild_id, {_ABOUT} FROM audit WHERE {_ABOUT} IS NOT NULL"
    )
    op.drop_index("ix_audit_guild_id_created_at", "audit")
    op.rename_table("audit", "audit_before")
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f("fk_audit_guild_id")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_audit_story_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["pseudonyms.id"], name=op.f("fk_audit_actor_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["pseudonyms.id"], name=op.f("fk_audit_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO audit (id, guild_id, actor_id, subject_id, action, story_id, detail, created_at) "
        f"SELECT id, guild_id, {_KEY.format('a.actor_id')}, {_KEY.format(_ABOUT)}, action, story_id, "
        "json_remove(detail, '$.member', iif(action = 'timer-return', '$.subject', '$.member')), created_at "
        "FROM audit_before a"
    )
    op.drop_table("audit_before")
    op.create_index("ix_audit_guild_id_created_at", "audit", ["guild_id", "created_at"], unique=False)
    op.execute(_GUARD.format("update", "UPDATE", ""))
    op.execute(_GUARD.format("delete", "DELETE", _PURGED))
