"""Recipes, searched and narrowed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from apps.nutrition import services
from apps.nutrition.models import POPULAR, Recipe
from apps.nutrition.queries import recipes as reads
from apps.nutrition.queries.recipes import Narrowed
from apps.nutrition.services.words import learn_words
from apps.nutrition.tests.factories import OwnRecipeFactory, RecipeFactory
from project.lib.testing import UserFactory, scanned, statements

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def titles(user, **narrowed):
    return [recipe.title for recipe in reads.recipe_page(user, Narrowed(**narrowed)).items]


@pytest.mark.parametrize("typed", ["lentil soup", "lentils", "lentl soup", "SOUP", "soups"])
def test_a_recipe_is_found_however_it_is_spelled(typed):
    RecipeFactory(title="Lentil soup with lemon")
    RecipeFactory(title="Apple crumble")
    learn_words()

    assert titles(NOBODY, words=typed) == ["Lentil soup with lemon"]


def test_a_filter_admits_only_what_is_certain():
    RecipeFactory(title="Certain", free_of=["nuts", "milk"], suits=["vegan"])
    RecipeFactory(title="Not known")
    RecipeFactory(title="Contains", contains=["nuts"])

    assert titles(NOBODY, free_of=["nuts"]) == ["Certain"]
    assert titles(NOBODY, free_of=["nuts", "eggs"]) == []
    assert titles(NOBODY, diet="vegan") == ["Certain"]


def test_recipes_are_narrowed_by_what_they_are():
    RecipeFactory(title="Quick", minutes_prep=5, cuisine="French", meals=["lunch"], tags=["light"], energy_kcal=300.0)
    RecipeFactory(title="Slow", minutes_prep=90, cuisine="Thai", meals=["dinner"], energy_kcal=900.0)
    RecipeFactory(title="Untold", minutes_prep=0)

    assert titles(NOBODY, most_minutes=30) == ["Quick"]
    assert titles(NOBODY, cuisine="Thai") == ["Slow"]
    assert titles(NOBODY, meal="lunch", tag="light") == ["Quick"]
    assert titles(NOBODY, least_kcal=400, most_kcal=1000) == ["Slow"]
    assert titles(NOBODY, order="new") == ["Untold", "Slow", "Quick"]
    assert titles(NOBODY, order="quick") == ["Untold", "Quick", "Slow"]


def test_nobody_sees_what_others_keep():
    own = OwnRecipeFactory(title="Secret")
    favourite = RecipeFactory(title="Liked")
    services.mark_recipe(owner=own.owner, recipe=favourite, is_favourite=True)

    assert titles(own.owner, only="mine") == ["Secret"]
    assert titles(own.owner, only="favourites") == ["Liked"]
    assert titles(UserFactory()) == titles(NOBODY) == ["Liked"]
    assert titles(NOBODY, only="mine") == []


def test_searches_and_filters_read_an_index():
    diets = ([], ["pescatarian"], ["vegan", "vegetarian", "pescatarian"])
    Recipe.objects.bulk_create(
        Recipe(
            title=f"Dish {number:x}", servings=2, minutes_prep=number % 90 + 1, popularity=number % 50,
            suits=diets[2] if number % 40 == 0 else diets[number % 2], free_of=["nuts"] if number % 30 == 0 else [],
            cuisine=f"c{number % 60}", steps=["Stir and wait, then stir again."] * 6,
        )
        for number in range(6000)
    )  # fmt: skip

    for narrowed in (
        Narrowed(), Narrowed(words="1a2"), Narrowed(diet="vegan"), Narrowed(free_of=["nuts"]),
        Narrowed(cuisine="c7"), Narrowed(order="quick"), Narrowed(order="new"),
    ):  # fmt: skip
        assert scanned(reads.recipes(NOBODY, narrowed)[:26]) == set(), narrowed


@pytest.mark.parametrize(("popular", "sent"), [(30, 1), (3, 2), (0, 2)])
def test_a_search_begins_among_the_popular_and_finds_what_a_look_at_all_would(popular, sent):
    for number in range(40):
        RecipeFactory(
            title=f"Soup {number}", popularity=POPULAR + number // 3 if number < popular else number % POPULAR
        )
    everything = list(Recipe.objects.popular_first().values_list("title", flat=True))

    with statements() as asked:
        first = reads.recipe_page(NOBODY, Narrowed(words="soup"))
    second = reads.recipe_page(NOBODY, Narrowed(words="soup"), cursor=first.next)
    again = reads.recipe_page(NOBODY, Narrowed(words="soup"), cursor=second.previous)

    assert [recipe.title for recipe in [*first.items, *second.items]] == everything
    assert again.items == first.items
    assert len(asked) == sent


def test_the_words_of_the_popular_have_an_index_of_their_own():
    Recipe.objects.bulk_create(
        Recipe(title=f"Dish {number:x} soup", servings=1, popularity=number % 40) for number in range(6000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE nutrition_recipe")

    with statements() as exact:
        reads.recipe_page(NOBODY, Narrowed(words="soup 1a2"))
    with statements() as mistyped:
        reads.recipe_page(NOBODY, Narrowed(words="soop"))

    assert len(exact) == 2
    assert len(mistyped) == 4
    for sent in (exact[0], mistyped[2]):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sent}")
            assert "recipe_stems_popular" in str(cursor.fetchall())


def test_a_filter_reads_the_popular_of_those_that_are_certain():
    Recipe.objects.bulk_create(
        Recipe(title="Toast", servings=1, popularity=number % 997, suits=["vegan"] if number % 50 == 0 else [])
        for number in range(6000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE nutrition_recipe")

    plan = reads.recipes(NOBODY, Narrowed(diet="vegan"))[:26].explain()

    assert "recipe_vegan" in plan
    assert "Sort" not in plan
