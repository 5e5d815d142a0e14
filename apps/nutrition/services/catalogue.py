"""The recipes that come with Steward."""

import json
from typing import Any

from django.db import connection, transaction

from project.lib import cache

from ..models import Ingredient, Recipe
from ..queries import pools
from ..queries.curated import DATA
from .recipe_counts import count_recipes
from .reckoning import ingredients_of, reckon, understand

SOURCE = "Steward"


@transaction.atomic
def load_recipes() -> int:
    """Bring the catalogue's own recipes to what they say, by their titles; how many there are. Safe to repeat."""
    recipes: list[dict[str, Any]] = json.loads((DATA / "recipes.json").read_text(encoding="utf-8"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('nutrition.load recipes'))")
    there = {recipe.title: recipe for recipe in Recipe.objects.filter(owner=None, source_name=SOURCE)}
    for said in recipes:
        lines = said.pop("ingredients")
        recipe = there.get(said["title"]) or Recipe(source_name=SOURCE, popularity=100)
        for name, value in said.items():
            setattr(recipe, name, value)
        understood = understand(lines, owner=None)
        reckon(recipe, understood)
        recipe.save()
        recipe.ingredients.all().delete()
        Ingredient.objects.bulk_create(ingredients_of(recipe, understood))
    count_recipes()
    cache.bump(None, pools.DOMAIN)
    return len(recipes)
