"""Every protected value is sealed again under the new key, in any number of goes."""

import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import RequestFactory

from apps.accounts.domain.events import Event
from apps.accounts.models import AuditEvent, Subject
from apps.accounts.services import audit, second_factor
from apps.accounts.tests.ways import code_of
from project.lib.testing import UserFactory, give_second_factor

pytestmark = pytest.mark.django_db


def rotate():
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT data_key FROM accounts_subject WHERE data_key IS NOT NULL ORDER BY id")
        return [value for (value,) in cursor.fetchall()]


@pytest.fixture
def people():
    people = UserFactory.create_batch(3)
    for person in people:
        audit.record(Event.PROMOTED, subject=person, details={"role": ["user", "admin"]})
    return people


def test_all_is_sealed_under_the_new_key_and_still_opens(settings, people):
    settings.FIELD_KEYS = {"next": os.urandom(32), **settings.FIELD_KEYS}

    said = rotate()
    settings.FIELD_KEYS = {"next": settings.FIELD_KEYS["next"]}

    assert "accounts.Subject.data_key: 3" in said
    assert "3 values were sealed again; all are under the key next now." in said
    assert {value.split(":")[1] for value in kept()} == {"next"}
    event = AuditEvent.objects.for_user(people[0]).get()
    assert audit.details_of(event, Subject.objects.get(user=people[0])) == {"role": ["user", "admin"]}


def test_seeds_of_second_factors_are_sealed_again_too(settings):
    person = UserFactory()
    seed = give_second_factor(person)
    settings.FIELD_KEYS = {"next": os.urandom(32), **settings.FIELD_KEYS}

    said = rotate()
    settings.FIELD_KEYS = {"next": settings.FIELD_KEYS["next"]}

    assert "mfa.Authenticator.data: 1" in said
    assert second_factor.check(RequestFactory().get("/"), person, code_of(seed)).type == "totp"


def test_it_is_written_down_and_running_again_does_nothing(settings, people):
    settings.FIELD_KEYS = {"next": os.urandom(32), **settings.FIELD_KEYS}
    rotate()
    before = kept()

    said = rotate()

    assert "0 values were sealed again" in said
    assert kept() == before
    assert AuditEvent.objects.filter(name="field_keys_rotated").count() == 1


def test_what_was_left_half_done_is_finished(settings, people):
    settings.FIELD_KEYS = {"next": os.urandom(32), **settings.FIELD_KEYS}
    first = Subject.objects.order_by("pk").first()
    first.data_key = first.data_key
    first.save()

    assert "accounts.Subject.data_key: 2" in rotate()


def test_a_value_that_does_not_open_keeps_no_other_from_its_new_key(settings, people):
    settings.FIELD_KEYS = {"next": os.urandom(32), **settings.FIELD_KEYS}
    person = UserFactory()
    give_second_factor(person)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mfa_authenticator SET data = jsonb_set(data, '{secret}', '\"nonsense\"') WHERE user_id = %s",
            [person.pk],
        )
    subject = Subject.objects.get(user=people[0])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_subject SET data_key = '1:test:c3BvaWx0' WHERE id = %s", [subject.pk])
    told = StringIO()

    with pytest.raises(CommandError, match=r"2 values were sealed again under the key next\. 2 did not open"):
        call_command("rotate_keys", stdout=StringIO(), stderr=told)

    assert [value.split(":")[1] for value in kept()].count("next") == 2
    assert f"accounts.Subject.data_key, row {subject.pk}: A protected value was altered" in told.getvalue()
    assert "mfa.Authenticator.data, row" in told.getvalue()


def test_a_key_that_is_gone_is_named(settings, people):
    settings.FIELD_KEYS = {"next": os.urandom(32)}
    told = StringIO()

    with pytest.raises(CommandError, match="3 did not open"):
        call_command("rotate_keys", stdout=StringIO(), stderr=told)

    assert "The key 'test' that protects this value is not in FIELD_KEYS." in told.getvalue()


def test_no_key_at_all_is_said(settings):
    settings.FIELD_KEYS = {}

    with pytest.raises(CommandError, match="must set FIELD_KEYS"):
        rotate()
