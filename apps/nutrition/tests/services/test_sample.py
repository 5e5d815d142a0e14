"""What the sample household eats."""

from datetime import date

import pytest

from apps.nutrition import services
from apps.nutrition.models import DiaryEntry, DiaryTarget, Drink
from apps.nutrition.queries import curated
from apps.nutrition.queries import diary as reads
from apps.nutrition.tests.factories import FoodFactory, RecipeFactory
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def noon():
    with clock("2026-03-02T12:00:00Z"):
        yield


def test_five_weeks_are_given_once_and_taken_away_but_for_what_is_ones_own():
    person = UserFactory()
    for _ in range(2):
        services.load_sample(person)
    given = DiaryEntry.objects.for_user(person).count()
    services.quick_add(owner=person, on=DAY, meal="snack", name="Cake", amounts={"energy": 400})

    day = reads.day_of(person, DAY)
    services.remove_sample(person)

    assert 100 < given < 300
    assert 1000 < day.sums["energy"].amount < 3000
    assert day.against
    assert [entry.name for entry in DiaryEntry.objects.for_user(person)] == ["Cake"]
    assert not Drink.objects.exists()
    assert not DiaryTarget.objects.exists()


def test_it_is_made_of_the_catalogue_as_far_as_that_is_there():
    FoodFactory(name=curated.ingredients()["coffee"].food, energy_kcal=1)
    RecipeFactory(title="Greek salad", source_name="Steward", energy_kcal=333)
    person = UserFactory()

    services.load_sample(person)

    assert DiaryEntry.objects.filter(food__isnull=False, quantity=240, energy_kcal=2.4).exists()
    assert DiaryEntry.objects.filter(recipe__title="Greek salad", energy_kcal=333).exists()


def test_what_a_person_aims_at_already_stays():
    person = UserFactory()
    first = date(2026, 1, 27)
    services.set_targets(owner=person, aims=[services.own_aim("energy", about=2500)], since=first)

    services.load_sample(person)

    assert DiaryTarget.objects.get(nutrient="energy").low == 2375
