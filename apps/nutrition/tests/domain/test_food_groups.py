"""What foods contain, are free of, and nobody knows of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.foods.groups import CONTENTS, GROUPS, Made, Says, says
from apps.nutrition.queries.curated import groups_by_food

some_foods = st.lists(st.none() | st.builds(Made, st.sampled_from([*GROUPS])))


@pytest.mark.parametrize(
    ("food", "content", "verdict"),
    [
        ("Butter, salted", "milk", Says.CONTAINS),
        ("Butter, salted", "animal", Says.CONTAINS),
        ("Butter, salted", "gluten", Says.FREE),
        ("Egg, whole, raw, fresh", "eggs", Says.CONTAINS),
        ("Oats, whole grain, rolled, old fashioned", "gluten", Says.UNKNOWN),
        ("Wheat flour, white, all-purpose, unenriched", "gluten", Says.CONTAINS),
        ("Rice, white, long grain, unenriched, raw", "gluten", Says.FREE),
        ("Honey", "animal", Says.CONTAINS),
        ("Honey", "meat", Says.FREE),
        ("Celery, raw", "celery", Says.CONTAINS),
        ("Soy sauce made from soy and wheat (shoyu)", "wheat", Says.CONTAINS),
        ("Spices, curry powder", "mustard", Says.UNKNOWN),
        ("Pasta, dry, enriched", "eggs", Says.UNKNOWN),
        ("Bread, white, commercially prepared", "milk", Says.UNKNOWN),
        ("Bread, white, commercially prepared", "gluten", Says.CONTAINS),
        ("Crustaceans, shrimp, farm raised, raw", "crustaceans", Says.CONTAINS),
        ("Oil, olive, salad or cooking", "animal", Says.FREE),
    ],
)
def test_foods_that_somebody_looked_at(food, content, verdict):
    assert GROUPS[groups_by_food()[food]].says(content) is verdict


@given(some_foods, st.sampled_from(CONTENTS))
def test_something_is_free_of_only_what_every_part_is_free_of(foods, content):
    verdict = says(foods, content)

    parts = [Says.UNKNOWN if food is None else food.says(content) for food in foods]
    assert (verdict is Says.FREE) == (bool(parts) and all(part is Says.FREE for part in parts))
    assert (verdict is Says.CONTAINS) == (Says.CONTAINS in parts)


@given(some_foods, st.sampled_from(CONTENTS))
def test_an_ingredient_that_nobody_knows_takes_every_freedom_away(foods, content):
    assert says([*foods, None], content) is not Says.FREE


def test_whatever_is_flesh_milk_or_egg_is_of_animals():
    of_animals = {"meat", "fish", "crustaceans", "molluscs", "milk", "eggs"}

    for title, group in GROUPS.items():
        assert not (of_animals & group.contains) or "animal" in group.contains, title
        assert not (of_animals & group.unknown) or group.says("animal") is not Says.FREE, title
