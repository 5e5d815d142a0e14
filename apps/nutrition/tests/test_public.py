"""What other apps are told of recipes."""

import pytest
from django.contrib.auth.models import AnonymousUser

from apps.nutrition import public
from apps.nutrition.models import Ingredient
from apps.nutrition.tests.factories import OwnRecipeFactory, RecipeFactory
from project.lib.errors import NotThere
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


def test_recipes_are_found_by_words_and_by_what_is_certain():
    RecipeFactory(title="Lentil soup", suits=["vegan"], free_of=["nuts"], energy_kcal=300.0)
    RecipeFactory(title="Lentil stew")
    own = OwnRecipeFactory(title="Lentil pie")

    certain = public.find_recipes(own.owner, "lentil", diet="vegan", free_of=["nuts"])
    every = public.find_recipes(own.owner, "lentils")

    assert [(each.title, each.energy_kcal, each.is_own) for each in certain] == [("Lentil soup", 300.0, False)]
    assert {each.title: each.is_own for each in every} == {
        "Lentil soup": False, "Lentil stew": False, "Lentil pie": True,
    }  # fmt: skip
    assert len(public.find_recipes(AnonymousUser(), "lentil", most=1)) == 1


def test_a_recipe_is_told_whole_and_to_nobody_else():
    own = OwnRecipeFactory(title="Lentil pie", contains=["milk"], coverage={"energy": 0.5})
    Ingredient.objects.create(recipe=own, place=0, text="100 g lentils")

    told = public.recipe(own.owner, own.uuid)

    assert (told.ingredients, told.steps) == (("100 g lentils",), ("Cook it.",))
    assert (told.contains, told.covered, told.found.url) == (("milk",), 0.5, f"/recipes/{own.uuid}/")
    with pytest.raises(NotThere):
        public.recipe(UserFactory(), own.uuid)
