"""The tools of the tests, tried on the tables that every installation has."""

import pytest
from django.contrib.auth import get_user_model
from django.db.models.functions import Lower
from django.utils import timezone

from project.lib.testing import PASSWORD, UserFactory, clock, every_route, scanned, statements

User = get_user_model()


@pytest.mark.django_db
def test_a_made_person_can_sign_in(client):
    person = UserFactory()

    assert client.login(username=person.email, password=PASSWORD)
    assert person.role == "user"


@pytest.mark.django_db
def test_a_made_administrator_has_the_powers_of_one():
    person = UserFactory(administrator=True)

    assert (person.role, person.is_staff, person.is_superuser) == ("admin", True, True)


def test_the_clock_stands_still():
    with clock("2026-03-29T00:30:00Z"):
        assert timezone.now().isoformat() == "2026-03-29T00:30:00+00:00"
        assert timezone.now() == timezone.now()


@pytest.mark.django_db
def test_statements_are_listed_in_order():
    with statements() as sent:
        User.objects.count()
        User.objects.exists()

    assert len(sent) == 2
    assert sent[0].startswith("SELECT COUNT(*)")


@pytest.mark.django_db
def test_looking_up_who_asks_is_told_apart(client):
    client.force_login(UserFactory(administrator=True))
    client.get("/admin/")  # the session is read from the cache from now on

    with statements() as sent:
        client.get("/admin/")

    assert len(sent) == len(sent.beyond_sign_in()) + 1


@pytest.mark.django_db
def test_a_whole_table_read_is_seen_in_the_plan():
    User.objects.bulk_create(User(email=f"person{number}@example.org") for number in range(3000))
    by_index = User.objects.alias(address=Lower("email")).filter(address="person7@example.org")
    without = User.objects.filter(name="nobody")

    assert scanned(by_index) == set()
    assert scanned(without) == {"accounts_user"}
    assert scanned(User.objects.filter(pk__in=without.values("pk"))) == {"accounts_user"}


def test_routes_are_found_below_includes_and_filled_in():
    routes = {route.name: route for route in every_route()}

    assert routes["admin:index"].path() == "/admin/"
    assert routes["admin:view_on_site"].path(object_id=3, content_type_id=1) == "/admin/r/1/3/"
