"""SQLite: the schema, its migrations, and one module of queries for each kind of thing."""
