"""Every table with a person's rows is registered, handed out, and empty of them after erasure (SEC-16)."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from project.lib import privacy, registry
from project.lib.testing import UserFactory

MARK = "markeduponly"


def test_every_table_of_people_is_registered():
    assert privacy.unregistered() == [], "register them in the app's personal_data.py"


def everything(person) -> str:
    return json.dumps({name: list(rows) for name, rows in privacy.export(person)}, cls=DjangoJSONEncoder)


def where_it_stands(mark: str) -> list[str]:
    """The tables in which any column of any row contains the mark."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" AS t WHERE t::text ILIKE %s LIMIT 1', [f"%{mark}%"])  # noqa: S608
            found += [table] * bool(cursor.fetchone())
    return found


@pytest.fixture
def marked(db, client):
    """A person whose name and address can be found again, with sample data, a session and a trace in the admin."""
    person = UserFactory(email=f"{MARK}@example.org", name=f"{MARK} Person")
    for _, sample in registry.sample_data:
        sample.load(person)
    client.force_login(person)
    LogEntry.objects.log_actions(UserFactory(administrator=True).pk, [person], CHANGE, [], single_object=True)
    return person


def test_the_export_holds_what_is_theirs_and_nothing_of_others(marked):
    other = UserFactory()
    for _, sample in registry.sample_data:
        sample.load(other)

    handed_out = everything(marked)

    assert MARK in handed_out
    assert MARK not in everything(other)
    assert other.email not in handed_out
    assert marked.password not in handed_out


def test_after_erasure_no_table_knows_the_person(marked, client):
    assert where_it_stands(MARK)

    privacy.erase(marked)

    assert where_it_stands(MARK) == []
    assert not get_user_model().objects.filter(pk=marked.pk).exists()
    assert "_auth_user_id" not in client.session


def test_erasing_again_does_no_harm(marked):
    privacy.erase(marked)

    assert set(privacy.erase(marked).values()) == {0}


def test_others_lose_nothing(marked):
    other = UserFactory()
    for _, sample in registry.sample_data:
        sample.load(other)
    before = everything(other)

    privacy.erase(marked)

    assert everything(other) == before
