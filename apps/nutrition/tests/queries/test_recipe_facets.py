"""How many recipes there are of each kind."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from apps.nutrition import services
from apps.nutrition.models import Recipe, RecipeCount
from apps.nutrition.queries import recipe_facets
from apps.nutrition.queries.recipe_facets import Count, facets
from apps.nutrition.queries.recipes import Narrowed
from apps.nutrition.services.words import learn_words
from apps.nutrition.tests.factories import OwnRecipeFactory, RecipeFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def shown(user=NOBODY, **narrowed):
    found = facets(user, Narrowed(**narrowed))
    return {facet: {count.value: count.count for count in counts} for facet, counts in found.items()}


@pytest.fixture
def catalogue():
    RecipeFactory(title="Lentil soup", meals=["lunch", "dinner"], suits=["vegan"], free_of=["nuts", "animal"])
    RecipeFactory(title="Lentil curry", meals=["dinner"], cuisine="Indian", free_of=["nuts", "milk"])
    RecipeFactory(title="Toast", meals=["breakfast"])


def test_the_whole_catalogue_is_counted_once_for_everybody(catalogue):
    OwnRecipeFactory(meals=["snack"])
    services.count_recipes()
    RecipeFactory(meals=["lunch"])

    with statements() as sent:
        found = shown()

    assert len(sent) == 1
    assert found["meal"] == {"dinner": 2, "breakfast": 1, "lunch": 1}
    assert found["diet"] == {"vegan": 1}
    assert found["cuisine"] == {"Indian": 1}
    assert found["free_of"] == {"nuts": 2, "milk": 1}


def test_counting_again_takes_the_place_of_what_was_counted(catalogue):
    services.count_recipes()
    Recipe.objects.filter(title="Toast").delete()
    services.count_recipes()

    assert not RecipeCount.objects.filter(value="breakfast").exists()


def test_a_list_that_is_narrowed_down_is_counted_by_itself(catalogue):
    learn_words()

    assert shown(words="lentil")["meal"] == {"dinner": 2, "lunch": 1}
    assert shown(words="lentel")["meal"] == {"dinner": 2, "lunch": 1}
    assert shown(meal="dinner", free_of=["nuts"]) == {
        "diet": {"vegan": 1}, "cuisine": {"Indian": 1}, "free_of": {"milk": 1},
    }  # fmt: skip
    assert shown(words="zzz") == {"meal": {}, "diet": {}, "cuisine": {}, "free_of": {}}


def test_what_somebody_keeps_is_counted_for_them_alone(catalogue):
    own = OwnRecipeFactory(title="Lentil loaf", meals=["snack"])

    assert shown(own.owner, words="lentil")["meal"]["snack"] == 1
    assert "snack" not in shown(UserFactory(), words="lentil")["meal"]


def test_beyond_a_thousand_nobody_counts_and_of_a_long_list_only_the_first_are_read(monkeypatch, catalogue):
    monkeypatch.setattr(recipe_facets, "CAP", 1)
    capped = facets(NOBODY, Narrowed(words="lentil"))["meal"]
    monkeypatch.setattr(recipe_facets, "CAP", 1000)
    monkeypatch.setattr(recipe_facets, "MOST_READ", 1)
    cut = facets(NOBODY, Narrowed(words="lentil"))["meal"]

    assert capped == [Count("dinner", 1, or_more=True), Count("lunch", 1)]
    assert cut == [Count("dinner", 1, or_more=True)]


def test_counting_reads_indexes():
    Recipe.objects.bulk_create(
        Recipe(
            title=f"Dish {number:x}", servings=2, minutes_prep=number % 90 + 1, popularity=number % 997,
            suits=["vegan"] if number % 40 == 0 else [], meals=["lunch"] if number % 3 else ["dinner"],
            energy_kcal=100.0 + number % 900, cuisine=f"c{number % 60}", steps=["Stir and wait, then stir."] * 20,
        )
        for number in range(6000)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE nutrition_recipe")

    for narrowed in (
        Narrowed(words="1a2"), Narrowed(diet="vegan"), Narrowed(cuisine="c7"), Narrowed(most_minutes=2),
        Narrowed(diet="vegan", most_kcal=500),
    ):  # fmt: skip
        assert "Seq Scan on nutrition_recipe" not in plan_of(narrowed), narrowed


def plan_of(narrowed):
    """Of the statement that counts, as it was sent."""
    with statements() as sent:
        facets(NOBODY, narrowed)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sent[0]}")
        return "\n".join(line for (line,) in cursor.fetchall())
