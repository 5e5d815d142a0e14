"""Connections that are kept from one request to the next."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    """A connection of its own, as a request finds it that is not the first."""
    another = connection.copy()
    another.settings_dict = {**another.settings_dict, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    another.connect()
    another.close_if_unusable_or_obsolete()
    yield another
    another.close()


def ask(database, sql="SELECT pg_backend_pid()"):
    with database.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_a_connection_that_stands_is_used_again_without_asking_the_server(kept):
    pid = kept.connection.info.backend_pid
    # The server's view of it, looked at anew: within a transaction it would be remembered.
    asked_last = f"SELECT query FROM pg_stat_get_activity({pid}), pg_stat_clear_snapshot()"  # noqa: S608 (a number)
    ask(kept, "SELECT 'before'")
    kept.close_if_unusable_or_obsolete()

    kept.close_if_health_check_failed()

    assert ask(connection, asked_last) == "SELECT 'before'"
    assert ask(kept) == pid


def test_a_connection_that_the_server_ended_is_made_anew(kept):
    pid = kept.connection.info.backend_pid
    assert ask(connection, f"SELECT pg_terminate_backend({pid}, 5000)")

    assert ask(kept) != pid


def test_a_connection_that_broke_is_made_anew(kept):
    pid = kept.connection.info.backend_pid
    kept.connection.close()

    assert ask(kept) != pid
