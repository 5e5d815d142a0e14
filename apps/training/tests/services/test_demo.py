"""The made-up library: what it is like, and that looking for something in it reads no table from end to end."""

from datetime import date
from html import unescape

import pytest
from django.db import connection

from apps.training.models import Exercise, Workout
from apps.training.queries import library
from apps.training.queries.library import Narrowed
from apps.training.services.demo import workouts
from apps.training.services.library import load_library
from project.lib.seeding import Scale
from project.lib.testing import UserFactory, scanned

UNTIL = date(2026, 3, 31)
NARROWED = [
    Narrowed(),
    Narrowed(goal="muscle"),
    Narrowed(goal="mobility", minutes=10),
    Narrowed(level="beginner", muscles=["chest"]),
    Narrowed(equipment=[]),
    Narrowed(goal="strength", level="expert", equipment=["barbell", "bench"], muscles=["biceps"], minutes=45),
    Narrowed(words="heavy legs"),
    Narrowed(words="nothing is called so"),
]


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """A hundredth of the whole, once for all tests of this module."""
    with django_db_blocker.unblock():
        load_library()
        for _ in workouts.seed(Scale.named("ci", until=UNTIL)):
            pass
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE training_workout")
        yield
        # It was made outside of any test's transaction, so nothing else takes it away.
        Workout.objects.library().delete()
        Exercise.objects.library().delete()


@pytest.mark.django_db
@pytest.mark.parametrize("narrowed", NARROWED, ids=str)
def test_looking_for_a_workout_reads_no_table_from_end_to_end(published, narrowed):
    assert scanned(library.workouts(None, narrowed)[:26]) == set()


@pytest.mark.django_db
def test_a_page_of_them_costs_six_statements_however_deep(published, client, django_assert_max_num_queries):
    client.force_login(UserFactory())
    address = "/training/workouts/?goal=muscle"
    for _ in range(3):
        with django_assert_max_num_queries(6):
            shown = client.get(address).content.decode()
        address = unescape(shown.split('rel="next" href="')[1].split('"')[0])
    with django_assert_max_num_queries(5):
        assert len(client.get("/api/v1/nutrition-data/workouts?goal=muscle").json()["results"]) == 25


@pytest.mark.django_db
def test_titles_are_as_people_give_them(published):
    names = list(Workout.objects.filter(slug__startswith="community-").values_list("name", flat=True))

    assert len(names) == 5_000
    assert len(set(names)) > 2_000
    assert all(8 <= len(name) <= 80 and not any(word in name for word in ("None", "{", "  ")) for name in names)
