"""Asked for by alembic's layout; Quire runs its migrations through ``bot.storage.migrate``."""
