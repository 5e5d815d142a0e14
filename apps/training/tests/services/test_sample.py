"""The training of the sample household."""

import pytest
from django.utils import timezone

from apps.training import services
from apps.training.models import Measurement, Routine, TrainingSession
from apps.training.tests.factories import MeasurementFactory, session_over
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


def test_a_year_of_training_is_given_once_and_taken_away_again(client):
    person = UserFactory()
    own = session_over(person)
    weighed = MeasurementFactory(owner=person, on=timezone.localdate())

    services.load_sample(person)
    services.load_sample(person)

    sessions = TrainingSession.objects.for_user(person).filter(is_sample=True)
    assert 110 <= sessions.count() <= 156
    assert all(session.ended_at < timezone.now() for session in sessions)
    heavy = [max(each.weight_kg or 0 for each in session.sets.all()) for session in sessions.order_by("started_at")]
    assert sum(heavy[-20:]) > sum(heavy[:20])
    client.force_login(person)
    shown = client.get("/").content.decode()
    assert "Sessions since Monday" in shown
    assert "Three days a week" in shown

    services.remove_sample(person)
    services.remove_sample(person)
    assert list(TrainingSession.objects.for_user(person)) == [own]
    assert list(Measurement.objects.for_user(person)) == [weighed]
    assert not Routine.objects.for_user(person).exists()


def test_whoever_has_nothing_is_shown_where_to_begin(client):
    client.force_login(UserFactory())

    assert "Train something" in client.get("/").content.decode()


def test_a_session_that_goes_on_is_on_the_front_page(client):
    person = UserFactory()
    services.start_session(owner=person, now=timezone.now())
    client.force_login(person)

    assert "Go on with Free training" in client.get("/").content.decode()
