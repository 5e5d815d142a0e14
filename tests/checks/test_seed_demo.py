"""`manage.py seed_demo`: what it makes is what the product itself could have written, and the same every time."""

import hashlib
from datetime import date
from io import StringIO
from itertools import count, pairwise

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from apps.accounts.models import Profile
from apps.nutrition.models import (
    DiaryEntry,
    DiaryTarget,
    Drink,
    Ingredient,
    MealPlan,
    PlannedMeal,
    PlanWish,
    Recipe,
)
from apps.nutrition.services.demo import diaries, plans
from apps.portfolio.domain.activities import checked
from apps.portfolio.models import Account, Activity, Instrument, Price, Standing
from apps.portfolio.queries.strands import lines_of
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.training.domain.body import Body
from apps.training.models import Exercise, LoggedSet, Measurement, TrainingSession, Workout, WorkoutExercise
from project.lib.registry import seeders
from project.lib.seeding import Scale, people

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 3, 31)
TABLES = (
    get_user_model(), Profile, Instrument, Price, Account, Activity, Recipe, Ingredient, MealPlan, PlannedMeal,
    PlanWish, DiaryEntry, DiaryTarget, Drink, Measurement, TrainingSession,
)  # fmt: skip
# Ids are the database's; what they stand for is told by these instead.
KNOWN_BY = {
    "owner": "owner__email", "person": "person__email", "recipe": "recipe__uuid", "food": "food__name",
    "plan": "plan__uuid", "instrument": "instrument__symbol", "account": "account__uuid", "workout": "workout__slug",
}  # fmt: skip


def seed(**options):
    said = StringIO()
    call_command("seed_demo", until=UNTIL, stdout=said, **options)
    return said.getvalue()


def written():
    """A checksum of every row of each table, whatever numbers the database gave."""
    return {model: _checksum(model) for model in TABLES}


def _checksum(model):
    told = [KNOWN_BY.get(field.name, field.name) for field in model._meta.fields if field.name != "id"]
    rows = sorted(repr(row) for row in model.objects.values_list(*told))
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def test_everyone_has_a_ledger_that_could_have_happened():
    seed(scale="tiny")
    everyone = list(people(Scale.named("tiny", until=UNTIL)))

    for person in everyone:
        lines = lines_of(person, Activity.objects.for_user(person))
        assert [checked(line) for line in lines.lines]
        assert max(line.on for line in lines.lines) <= UNTIL
        update_portfolio_metrics(user=person)

    assert len(everyone) == 10
    assert Activity.objects.count() == 2000
    assert set(Standing.objects.values_list("problem", flat=True)) == {""}
    assert not any(person.has_usable_password() for person in everyone)


def test_what_is_published_and_trained_could_have_been_written_by_the_product():
    seed(scale="tiny")
    published = Workout.objects.library().filter(slug__startswith="community-")
    everyone = list(people(Scale.named("tiny", until=UNTIL)))

    some = (published, TrainingSession.objects, WorkoutExercise.objects, Measurement.objects, LoggedSet.objects)
    for row in (row for rows in some for row in rows.order_by("pk")[::20]):
        row.full_clean(validate_unique=False)
    assert all(workout.muscles for workout in published if workout.goal in ("muscle", "strength"))
    assert all(workout.lines.exists() for workout in published[:50])
    assert not WorkoutExercise.objects.filter(workout__in=published, exercise__owner__isnull=False).exists()
    assert not TrainingSession.objects.filter(sets=None).exists()
    for person in everyone:
        moments = list(
            TrainingSession.objects.for_user(person).order_by("started_at").values_list("started_at", "ended_at")
        )
        assert all(ended <= begun for (_, ended), (begun, _) in pairwise(moments))
        assert Measurement.objects.for_user(person).filter(kind=Body.WEIGHT).exists()

    assert (published.count(), TrainingSession.objects.count()) == (500, 500)
    assert max(Measurement.objects.values_list("on", flat=True)) <= UNTIL
    assert Exercise.objects.library().exists()


def test_it_is_the_same_every_time_and_a_second_run_adds_nothing():
    seed(scale="tiny")
    first = written()

    seed(scale="tiny")
    again = written()
    for model in TABLES[::-1]:
        (model.objects.library() if model is Workout else model.objects.all()).delete()
    seed(scale="tiny")

    assert again == first
    assert written() == first


def test_whoever_was_interrupted_goes_on_with_those_who_are_left():
    seed(scale="tiny")
    whole = written()
    get_user_model().objects.filter(email="person00003@seed.example").delete()

    said = seed(scale="tiny")

    assert "10 of 10 people with 2,000 activities" in said
    assert written() == whole


def test_whoever_was_killed_in_the_middle_goes_on_and_it_is_the_same(monkeypatch):
    tables = (MealPlan, PlannedMeal, PlanWish, DiaryEntry, DiaryTarget, Drink)
    _seed_meals()
    whole = {model: _checksum(model) for model in tables}
    for model in tables:
        model.objects.all().delete()

    for step, table in ((plans, PlannedMeal), (diaries, DiaryEntry)):
        with monkeypatch.context() as patched:
            patched.setattr(step, "BATCH", 4)
            patched.setattr(step, "copied", _killed_at_the_second(table, step.copied))
            with pytest.raises(KeyboardInterrupt):
                _seed_meals()
        assert 0 < table.objects.count() < whole[table][0]
    _seed_meals()

    assert {model: _checksum(model) for model in tables} == whole


def _seed_meals():
    for name, step in seeders:
        if name in {"people", "recipes", "meals"}:
            [*step(Scale.named("tiny", until=UNTIL))]


def _killed_at_the_second(table, copied):
    times = count(1)

    def killed(model, columns, rows):
        copied(model, columns, rows)
        if model is table and next(times) == 2:
            raise KeyboardInterrupt

    return killed


def test_nothing_is_made_up_among_real_people(settings):
    settings.DEPLOY_ENV = "production"

    with pytest.raises(CommandError, match="real people"):
        seed(scale="tiny")
    assert not get_user_model().objects.exists()
