"""What people aim at, from a day on, and what they drink."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from apps.accounts import public as accounts
from apps.nutrition import services
from apps.nutrition.models import DiaryTarget, Drink
from apps.nutrition.queries import diary as days
from apps.nutrition.queries import targets as reads
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
LATER = date(2026, 3, 10)


@pytest.fixture
def person():
    return UserFactory()


def energy_on(person, on):
    return [aim.about for aim in reads.aims_on(person, on) if aim.nutrient == "energy"]


def aim_at(person, since, **said):
    services.set_targets(owner=person, aims=[services.own_aim(**said)], since=since)


def test_the_past_is_judged_by_what_held_then(person):
    aim_at(person, DAY, nutrient="energy", about=2000)
    aim_at(person, LATER, nutrient="energy", about=1800)

    assert energy_on(person, DAY - timedelta(days=1)) == []
    assert energy_on(person, LATER - timedelta(days=1)) == [2000]
    assert energy_on(person, LATER) == [1800]


def test_the_last_word_of_a_day_counts(person):
    for about in (2000, 2100):
        aim_at(person, DAY, nutrient="energy", about=about)

    assert energy_on(person, DAY) == [2100]
    assert DiaryTarget.objects.count() == 1


def test_an_end_holds_from_its_day_and_leaves_nothing_where_there_was_nothing(person):
    aim_at(person, DAY, nutrient="energy", about=2000)
    aim_at(person, LATER, nutrient="iron", low=18)

    services.end_target(owner=person, nutrient="energy", meal="", since=LATER)
    services.end_target(owner=person, nutrient="iron", meal="", since=LATER)

    assert energy_on(person, LATER) == []
    assert energy_on(person, LATER - timedelta(days=1)) == [2000]
    assert not DiaryTarget.objects.filter(nutrient="iron").exists()


def test_each_day_of_a_range_has_what_held_on_it(person):
    aim_at(person, DAY - timedelta(days=9), nutrient="energy", about=2000)
    aim_at(person, DAY + timedelta(days=1), nutrient="energy", about=1800)
    aim_at(person, DAY, nutrient="energy", meal="lunch", about=600)
    services.end_target(owner=person, nutrient="energy", meal="", since=DAY + timedelta(days=2))

    with statements() as sent:
        by_day = reads.aims_by_day(person, DAY, DAY + timedelta(days=2))

    assert len(sent) == 1
    assert [[aim.about for aim in aims] for aims in by_day.values()] == [[2000], [1800], []]


def test_a_meal_is_held_against_its_own_target(person):
    aim_at(person, DAY, nutrient="energy", meal="lunch", about=600)
    services.quick_add(owner=person, on=DAY, meal="lunch", name="Soup", amounts={"energy": 250})

    day = days.day_of(person, DAY)

    assert day.against == ()
    assert [each.left for each in day.meals[1].against] == [350]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"nutrient": "joy", "about": 1}, "nutrient"),
        ({"nutrient": "energy", "about": 1, "meal": "brunch"}, "meal"),
        ({"nutrient": "energy", "about": 1e6}, "about"),
        ({"nutrient": "energy", "about": 1, "low": 1}, "about"),
        ({"nutrient": "energy"}, "about"),
        ({"nutrient": "energy", "low": 2, "high": 1}, "high"),
        ({"nutrient": "energy", "low": float("nan")}, "low"),
    ],
)
def test_what_cannot_be_aimed_at_is_refused_at_its_field(said, field):
    with pytest.raises(services.BadTarget) as no:
        services.own_aim(**said)

    assert list(no.value.fields) == [field]


# --- Suggested ----------------------------------------------------------------------------------------------


def a_profile(**other):
    said = {
        "name": "", "locale": "en-GB", "time_zone": "UTC", "base_currency": "EUR", "born_on": date(1986, 1, 1),
        "sex": accounts.Sex.FEMALE, "height_cm": Decimal(168), "activity": accounts.Activity.MODERATE,
        "goal": accounts.Goal.KEEP,
    }  # fmt: skip
    return accounts.Profile(**said | other)


def energy(**body):
    found = reads.suggestion(a_profile(**body.pop("profile", {})), weight_kg=65, today=DAY, **body)
    return next(aim.about for aim in found.aims if aim.nutrient == "energy")


def test_a_suggestion_follows_the_goal_unless_another_change_is_asked_for():
    kept = energy()

    assert energy(profile={"goal": accounts.Goal.LOSE}) == pytest.approx(kept - 550)
    assert energy(profile={"goal": None}) == kept
    assert energy(change_kg_per_week=0.1) == pytest.approx(kept + 110)
    assert energy(energy_kcal=2400) == pytest.approx(2400)
    assert energy(profile={"goal": accounts.Goal.LOSE}, lactation_months=3) >= kept


def test_a_profile_that_does_not_say_enough_is_told_what_is_missing():
    with pytest.raises(reads.ProfileMissing, match="date of birth, height"):
        reads.suggestion(a_profile(born_on=None, height_cm=None), weight_kg=65, today=DAY)


# --- Drinks -------------------------------------------------------------------------------------------------


def test_glasses_add_up_and_are_taken_back(person):
    services.log_drink(owner=person, on=DAY, volume_ml=250)
    bottle = services.log_drink(owner=person, on=DAY, volume_ml=500)

    full = days.day_of(person, DAY).drunk_ml
    services.forget_drink(owner=person, uuid=bottle.uuid)

    assert (full, days.day_of(person, DAY).drunk_ml) == (750, 250)


def test_water_is_held_against_its_target(person):
    aim_at(person, DAY, nutrient="drinks", about=2000)
    services.log_drink(owner=person, on=DAY, volume_ml=500)

    [against] = days.day_of(person, DAY).against

    assert against.left == 1500


@pytest.mark.parametrize("volume", [0, 5001])
def test_a_glass_has_a_size(person, volume):
    with pytest.raises(services.BadDrink):
        services.log_drink(owner=person, on=DAY, volume_ml=volume)


def test_nobody_drinks_more_than_thirty_litres_or_takes_back_what_is_not_there(person):
    Drink.objects.bulk_create(Drink(owner=person, on=DAY, volume_ml=5000) for _ in range(6))

    with pytest.raises(services.BadDrink):
        services.log_drink(owner=person, on=DAY, volume_ml=1)
    with pytest.raises(NotThere):
        services.forget_drink(owner=person, uuid=uuid4())
