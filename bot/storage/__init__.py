"""Where conversations are kept: SQLite by default, Postgres by DATABASE_URL. See docs/storage.md."""
