"""Mealie's backup: recipes put together from its tables."""

import pytest

from apps.nutrition.domain.imported.mealie_backup import recipes
from apps.nutrition.domain.imported.programs import from_mealie

SOUP, TEA = "0b3fd7a5-0c8e-4d09-9d2f-1f3a6c1b2d4e", "5f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0"
# As SQLite keeps keys in some of the tables.
BARE = SOUP.replace("-", "")
TABLES = {
    "alembic_version": [{"version_num": "b1020f328e98"}],
    "categories": [{"id": "c1", "name": "Dinner", "slug": "dinner"}],
    "tags": [{"id": "t1", "name": "Cheap"}, {"id": "t2", "name": None}],
    "recipes_to_categories": [{"recipe_id": BARE, "category_id": "c1"}],
    "recipes_to_tags": [{"recipe_id": SOUP, "tag_id": "t1"}, {"recipe_id": SOUP, "tag_id": "t2"}],
    "ingredient_foods": [{"id": "f1", "name": "onions"}],
    "ingredient_units": [{"id": "u1", "name": "gram"}],
    "recipes": [
        {"id": BARE, "slug": "onion-soup", "name": "Onion soup", "recipe_yield": "4 servings", "prep_time": "10 min",
         "total_time": "1 hour", "org_url": "https://example.org/soup", "description": "Warm."},
        {"id": TEA, "slug": "tea", "name": "Tea", "recipe_servings": 2},
    ],
    "recipes_ingredients": [
        {"recipe_id": BARE, "position": 1, "title": None, "quantity": 2.0, "unit_id": None, "food_id": None,
         "note": "cloves", "original_text": "2 cloves"},
        {"recipe_id": BARE, "position": 0, "title": "For the soup", "quantity": 500.0, "unit_id": "u1",
         "food_id": "f1", "note": "sliced", "original_text": None},
        {"recipe_id": TEA, "position": 0, "title": "", "quantity": 1.0, "unit_id": None, "food_id": None,
         "note": "10 g mint", "original_text": None},
    ],
    "recipe_instructions": [
        {"recipe_id": BARE, "position": 1, "title": "", "text": "Boil."},
        {"recipe_id": BARE, "position": 0, "title": "First", "text": "Fry."},
    ],
    "recipe_settings": [{"recipe_id": TEA, "disable_amount": True}, {"recipe_id": BARE, "disable_amount": False}],
    "notes": [{"recipe_id": BARE, "title": "Mine", "text": "Less salt."}],
}  # fmt: skip


def test_tables_become_the_recipes_that_the_export_would_have_had():
    (folder, soup), (_, tea) = recipes(TABLES)

    found = from_mealie(soup)
    assert folder == SOUP
    assert (found.title, found.servings, found.minutes_prep, found.minutes_cook) == ("Onion soup", 4, 10, 50)
    assert found.lines == ("For the soup:", "500 gram onions, sliced", "2 cloves")
    assert found.steps == ("First: Fry.", "Boil.")
    assert (found.meals, found.tags, found.note) == (("dinner",), ("cheap",), "Mine\nLess salt.")
    # Its amounts are not kept apart: the quantity of 1 stands for nothing.
    assert from_mealie(tea).lines == ("10 g mint",)


@pytest.mark.parametrize("tables", [{}, [], {"recipes": [{"name": "No key"}]}, {"recipes": [{"id": "no key"}]}, None])
def test_other_tables_are_refused(tables):
    with pytest.raises((AttributeError, LookupError, TypeError, ValueError)):
        list(recipes(tables))
