"""docs/privacy.md says what the registry of retention and the database do."""

import contextlib
import re
from pathlib import Path

import pytest
from django.db import DatabaseError, InternalError, connection, transaction

from apps.accounts.domain.events import Event
from apps.accounts.services import audit
from project.lib import retention
from project.lib.testing import UserFactory

PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"


def spoken(days: int) -> str:
    return f"{days} day{'s' * (days != 1)}"


def test_the_table_of_retention_is_the_registry():
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", PAGE.read_text(), re.MULTILINE)

    assert {name: (keep, why) for name, keep, why in rows} == {
        name: (spoken(rule.keep.days), rule.reason) for name, rule in retention.rules
    }
    assert [name for name, *_ in rows] == sorted(name for name, _, _ in rows)


def make_the_role(cursor, lines):
    """A grant on every table is refused where autovacuum touches one of them at that moment; then it is said again."""
    for _ in range(5):
        with contextlib.suppress(InternalError), transaction.atomic():
            cursor.execute(lines)
            return
    cursor.execute(lines)


@pytest.fixture
def as_the_app(db):
    """Statements as the role that the page makes; rolled back with the test."""
    audit.record(Event.SIGNED_IN, subject=UserFactory())
    (lines,) = re.findall(r"```sql\n(.*?)```", PAGE.read_text(), re.DOTALL)
    with connection.cursor() as cursor:
        make_the_role(cursor, lines)
        cursor.execute("SET LOCAL ROLE steward_app")
        yield cursor
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE accounts_auditevent",
        "UPDATE accounts_auditevent SET name = 'x'",
        "DELETE FROM accounts_auditevent",
        "ALTER TABLE accounts_auditevent DISABLE TRIGGER ALL",
        "DROP TRIGGER accounts_audit_append_only ON accounts_auditevent",
        "CREATE OR REPLACE FUNCTION accounts_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RETURN OLD; END'",
        "SET session_replication_role = replica",
    ],
)
def test_the_role_of_the_page_cannot_rewrite_the_audit_log(as_the_app, statement):
    with pytest.raises(DatabaseError), transaction.atomic():
        as_the_app.execute(statement)


def test_the_role_of_the_page_does_what_steward_does(as_the_app):
    before = audit.AuditEvent.objects.count()
    audit.record(Event.SIGNED_OUT, subject=UserFactory())
    as_the_app.execute("SET LOCAL steward.audit_retention = 'on'")
    as_the_app.execute("DELETE FROM accounts_auditevent")

    assert (before, as_the_app.rowcount) == (1, 2)
