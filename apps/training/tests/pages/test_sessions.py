"""Training on the pages: begin, log, end, look back."""

import pytest

from apps.training.models import LoggedSet, TrainingSession
from apps.training.tests.factories import (
    ExerciseFactory,
    LineFactory,
    SessionFactory,
    SetFactory,
    WorkoutFactory,
    session_over,
)
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def page(client, session):
    return client.get(f"/training/sessions/{session.uuid}/").content.decode()


def log(client, session, exercise, **said):
    return client.post(f"/training/sessions/{session.uuid}/", {"exercise": exercise.uuid, **said})


def test_a_workout_is_started_logged_and_finished(client, person):
    line = LineFactory(exercise__name="Press", rest_seconds=75)

    answer = client.post("/training/sessions/start/", {"workout": line.workout.uuid})
    session = TrainingSession.objects.get()
    assert answer.url == f"/training/sessions/{session.uuid}/"
    assert "Planned: 3 × 5–8, 75 s rest" in page(client, session)

    answer = log(client, session, line.exercise, weight="62.5", reps="8", rir="2")
    after = client.get(answer.url.split("#")[0]).content.decode()
    assert "62.5 kg × 8, 2 in reserve" in after
    assert 'data-seconds="75"' in after

    client.post(f"/training/sessions/{session.uuid}/finish/", {"note": "Felt light."})
    session.refresh_from_db()
    assert (session.ended_at is None, session.note) == (False, "Felt light.")
    assert "Press" in client.get("/training/sessions/").content.decode()
    assert "Done" not in page(client, session)


def test_the_next_set_begins_from_the_last_and_the_first_from_last_time(client, person):
    press = ExerciseFactory()
    SetFactory(session=session_over(person, days_ago=3), exercise=press, weight_kg=60, reps=7)
    session = SessionFactory(owner=person)

    before = client.get(f"/training/sessions/{session.uuid}/?add={press.uuid}").content.decode()
    log(client, session, press, weight="65", reps="5")

    assert "Last time" in before
    assert "60 kg × 7" in before
    assert 'value="60"' in before
    assert 'value="65"' in page(client, session)


def test_pounds_and_miles_for_whom_they_are(client, person):
    client.patch("/api/v1/profile", {"units": "imperial"}, content_type="application/json")
    press, run = ExerciseFactory(), ExerciseFactory(measure="distance")
    session = SessionFactory(owner=person)

    log(client, session, press, weight="135", reps="5")
    log(client, session, run, distance="3.1", time="25:00")

    lifted, ran = LoggedSet.objects.order_by("id")
    assert (str(lifted.weight_kg), ran.metres, ran.seconds) == ("61.23", 4989, 1500)
    assert "135 lb × 5" in page(client, session)
    assert "3.1 mi in 25:00" in page(client, session)


@pytest.mark.parametrize(
    ("measure", "said", "sentence"),
    [
        ("load", {"weight": "heavy", "reps": "5"}, "Write a number in digits"),
        ("load", {"weight": "5000", "reps": "5"}, "Write a number from 0 to 1000"),
        ("load", {"weight": "60", "reps": ""}, "This field is required"),
        ("reps", {"reps": "5", "rir": "11"}, "less than or equal to 10"),
        ("time", {"time": "soon"}, "such as 1:30"),
        ("distance", {"distance": "", "time": ""}, "Say how many repetitions, how long, or how far."),
    ],
)
def test_what_cannot_be_meant_is_said_at_the_form(client, person, measure, said, sentence):
    exercise, session = ExerciseFactory(measure=measure), SessionFactory(owner=person)

    answer = log(client, session, exercise, **said)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not LoggedSet.objects.exists()


def test_a_set_and_a_session_can_be_deleted(client, person):
    logged = SetFactory(session__owner=person)
    address = f"/training/sessions/{logged.session.uuid}/"

    client.post(f"{address}sets/{logged.pk}/delete/")
    assert not LoggedSet.objects.exists()
    client.post(f"{address}delete/")
    assert not TrainingSession.objects.exists()


@pytest.mark.parametrize("said", [{"workout": "x"}, {"workout": "00000000-0000-0000-0000-000000000000"}])
def test_a_workout_that_is_none_is_not_started(client, person, said):
    assert client.post("/training/sessions/start/", said).status_code == 404


def test_the_overview_leads_on(client, person):
    assert "Nothing trained yet" in client.get("/training/").content.decode()
    client.post("/training/sessions/start/")

    again = client.post("/training/sessions/start/", follow=True).content.decode()

    assert "You are training already" in again
    assert "You are training: Free training" in again


def test_the_overview_shows_the_week_by_muscle(client, person, django_assert_max_num_queries):
    from django.utils import timezone

    for _ in range(2):
        session = session_over(person, days_ago=2, workout=WorkoutFactory())
        SetFactory.create_batch(3, session=session, exercise__muscles=["lower_back"], logged_at=timezone.now())

    with django_assert_max_num_queries(8):
        shown = client.get("/training/").content.decode()

    assert "Lower back" in shown
    assert "3 sets, 40 min" in shown


def test_an_exercise_shows_what_one_did_and_the_best_of_it(client, person):
    press = ExerciseFactory()
    SetFactory(session=session_over(person), exercise=press, weight_kg=100, reps=5)
    SetFactory(exercise=press, weight_kg=150, reps=5)

    shown = client.get(f"/training/exercises/{press.uuid}/").content.decode()

    assert "116.7 kg, from 100 kg × 5" in shown
    assert "150 kg" not in shown


@pytest.mark.parametrize(
    ("measure", "said", "record"),
    [
        ("reps", {"reps": 12, "weight_kg": None}, "Most repetitions"),
        ("time", {"reps": None, "weight_kg": None, "seconds": 45}, "Longest"),
        ("distance", {"reps": None, "weight_kg": None, "seconds": 1500, "metres": 5000}, "Furthest"),
    ],
)
def test_records_are_told_in_the_measure_of_the_exercise(client, person, measure, said, record):
    exercise = ExerciseFactory(measure=measure)
    SetFactory(session=session_over(person), exercise=exercise, **said)

    assert record in client.get(f"/training/exercises/{exercise.uuid}/").content.decode()
