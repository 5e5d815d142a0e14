"""A private PostgreSQL and a private Redis (Valkey) from PyPI wheels, for a laptop and for the tests."""
