"""What to train next, on its page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.training.models import TrainingWish
from apps.training.tests.factories import SessionFactory, SetFactory, WorkoutFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/training/next/"
WISH = {"goal": "strength", "level": "beginner", "minutes": "45", "equipment": ["barbell", "bench"]}


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def told(client):
    return [str(line["workout"]) for line in client.get(URL).context["lines"]]


def test_first_it_asks_and_then_it_recommends(client, person):
    WorkoutFactory(name="Heavy")
    WorkoutFactory(name="Rowing", equipment=["rower"])
    assert "what do you train for" in client.get(URL).content.decode()

    client.post(URL, WISH)

    shown = client.get(URL).content.decode()
    assert told(client) == ["Heavy"]
    assert "It is made for your goal, strength." in shown
    assert TrainingWish.objects.get(owner=person).equipment == ["barbell", "bench"]


def test_what_was_trained_yesterday_rests(client, person, django_assert_max_num_queries):
    press, rows = WorkoutFactory(name="Press"), WorkoutFactory(name="Rows", muscles=["lats"])
    client.post(URL, WISH)
    began = timezone.now() - timedelta(hours=20)
    session = SessionFactory(owner=person, workout=press, started_at=began, ended_at=began + timedelta(hours=1))
    SessionFactory(owner=person, started_at=began - timedelta(days=1), ended_at=began)
    for _ in range(3):
        SetFactory(session=session, exercise__muscles=["chest"])

    with django_assert_max_num_queries(8):
        shown = client.get(URL).content.decode()

    assert told(client) == [rows.name]
    assert "Still resting from your last sessions: chest." in shown
    assert "1 workout: trains muscles that still rest." in shown
    assert "You have not trained your lats for a week." in shown


def test_where_nothing_fits_it_says_so(client, person):
    WorkoutFactory(level="expert")
    client.post(URL, WISH)

    assert "Nothing fits today" in client.get(URL).content.decode()


@pytest.mark.parametrize("change", [{"goal": "fame"}, {"minutes": "0"}, {"equipment": ["anvil"]}])
def test_what_cannot_be_meant_is_refused(client, person, change):
    assert client.post(URL, WISH | change).status_code == 422
    assert not TrainingWish.objects.exists()


def test_a_wish_is_written_over(client, person):
    client.post(URL, WISH)
    client.post(URL, WISH | {"goal": "mobility", "equipment": []})

    wish = TrainingWish.objects.get()
    assert (wish.goal, wish.equipment) == ("mobility", [])
