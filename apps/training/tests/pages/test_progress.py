"""How training goes, on its page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.training.tests.factories import ExerciseFactory, SessionFactory, SetFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/training/progress/"


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def trained(person, days_ago, **sets):
    began = timezone.now() - timedelta(days=days_ago)
    session = SessionFactory(owner=person, started_at=began, ended_at=began)
    return SetFactory.create_batch(3, session=session, **sets)


def test_whoever_has_not_trained_is_told_where_to_begin(client, person):
    assert "Nothing trained yet" in client.get(URL).content.decode()


def test_it_shows_days_muscles_and_the_best(client, person):
    press = ExerciseFactory(name="Press", muscles=["chest", "triceps"])
    trained(person, 0, exercise=press, weight_kg=60, reps=5)
    trained(person, 400, exercise=press, weight_kg=90, reps=5)
    trained(UserFactory(), 0, exercise=press, weight_kg=200, reps=5)

    shown = client.get(URL).content.decode()

    assert ": 3 sets" in shown
    assert "Triceps" in shown
    assert "60 kg × 5" in shown
    assert "70 kg" in shown  # Epley
    assert "200 kg" not in shown


def test_pounds_for_whom_they_are(client, person):
    client.patch("/api/v1/profile", {"units": "imperial"}, content_type="application/json")
    trained(person, 1, weight_kg=60, reps=5)

    assert "132.3 lb × 5" in client.get(URL).content.decode()


@pytest.mark.parametrize("sessions", [1, 20])
def test_it_costs_the_same_however_much_there_is(client, person, sessions, django_assert_max_num_queries):
    for day in range(sessions):
        trained(person, day)

    with django_assert_max_num_queries(7):  # session, person, units, days, calendar, muscles, bests
        client.get(URL)
