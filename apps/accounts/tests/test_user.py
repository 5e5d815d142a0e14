"""The person's row, as the customer named its fields (ACC-01)."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import IntegrityError

User = get_user_model()
pytestmark = pytest.mark.django_db


def test_a_person_has_every_field_that_was_asked_for():
    person = User.objects.create_user("Ada@Example.org", "correct horse battery")

    person.refresh_from_db()

    assert person.email == "Ada@example.org"
    assert person.role == "user"
    assert person.is_active
    assert person.last_login is None
    assert person.created_at <= person.updated_at
    assert person.check_password("correct horse battery")


def test_an_address_in_another_case_is_the_same_person():
    User.objects.create_user("ada@example.org")

    with pytest.raises(IntegrityError):
        User.objects.create_user("ADA@example.org")


def test_the_database_refuses_an_unknown_role():
    person = User.objects.create_user("ada@example.org")

    with pytest.raises(IntegrityError):
        User.objects.filter(pk=person.pk).update(role="owner")


def test_the_database_refuses_power_without_the_role():
    person = User.objects.create_user("ada@example.org")

    with pytest.raises(IntegrityError):
        User.objects.filter(pk=person.pk).update(is_superuser=True)


def test_djangos_own_command_makes_an_administrator(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "five words nobody else has")

    call_command("createsuperuser", "--noinput", "--email", "ada@example.org", verbosity=0)

    person = User.objects.get()
    assert (person.role, person.is_staff, person.is_superuser) == ("admin", True, True)
    assert person.check_password("five words nobody else has")
