"""Django's PostgreSQL engine, watched: the ENGINE of settings."""
