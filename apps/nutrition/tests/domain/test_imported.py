"""Recipes as other programs and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.imported.found import Found, found, line_of, minutes, servings
from apps.nutrition.domain.imported.programs import from_mealie, from_paprika, from_tandoor
from apps.nutrition.domain.imported.text import from_text

PASTED = """# Lentil soup
Serves 4-6
Prep time: 10 min
Cook time: 1 hr 20 min
Warming, and cheap.

Ingredients:
- 200 g red lentils
• 1 onion, chopped
For the top:
2 tbsp yogurt

Method
1. Cook the lentils with the onion.
2) Serve with yogurt.

Notes
Freezes well.
Nutrition Facts
320 kcal
"""


def test_pasted_text_is_read_by_its_headings():
    soup = from_text(PASTED)

    assert (soup.title, soup.servings, soup.minutes_prep, soup.minutes_cook) == ("Lentil soup", 4, 10, 80)
    assert soup.description == "Warming, and cheap."
    assert soup.lines == ("200 g red lentils", "1 onion, chopped", "For the top:", "2 tbsp yogurt")
    assert soup.steps == ("Cook the lentils with the onion.", "Serve with yogurt.")
    assert soup.note == "Freezes well."
    assert soup.left == ("Not taken: 320 kcal",)


def test_without_headings_amounts_tell_ingredients_from_the_rest():
    tea = from_text("Mint tea\nQuick and fresh.\n500 ml water\n10 leaves mint\nPour the water over the mint.")

    assert (tea.title, tea.description) == ("Mint tea", "Quick and fresh.")
    assert tea.lines == ("500 ml water", "10 leaves mint")
    assert tea.steps == ("Pour the water over the mint.",)


def test_a_text_without_any_amount_has_no_ingredients():
    assert from_text("Toast\nToast it.").lines == ()
    assert from_text("").title == ""


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    assert from_text(text) == Found.from_json(from_text(text).as_json())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (20, 20), ("20", 20), ("PT1H20M", 80), ("P1DT0H", 1440), ("1 hr 20 min", 80), ("1,5 Stunden", 90), (None, 0),
        ("overnight", 0), ("90 minutes", 90), ("1 day", 1440), ("999999 h", 6000),
    ],
)  # fmt: skip
def test_minutes_are_read_however_they_are_written(said, expected):
    assert minutes(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"), [("4 servings", 4), ("Serves 4-6", 4), (2.6, 3), (None, 1), ("a few", 1), ("1000", 100)]
)
def test_somebody_is_served(said, expected):
    assert servings(said) == expected


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ((2.0, "cups", "flour", "sifted"), "2 cups flour, sifted"),
        (("1.500000", None, "onions", ""), "1.5 onions"),
        ((0, "", "salt", "to taste"), "salt, to taste"),
        (("some", "", "water", None), "some water"),
    ],
)
def test_parts_become_a_line(parts, line):
    assert line_of(*parts) == line


def test_what_is_too_much_is_cut_and_said():
    recipe = found(
        title="Long", lines=[f"{n} g salt" for n in range(120)], steps=["Wait."] * 70,
        labels=["x" * 40, "Dinner", "soup"], source_url="javascript:alert(1)",
    )  # fmt: skip

    assert (len(recipe.lines), len(recipe.steps), recipe.meals, recipe.tags) == (100, 60, ("dinner",), ("soup",))
    assert recipe.left[:2] == ("20 more ingredients: 100 are kept.", "10 more steps: 60 are kept.")
    assert recipe.left[2].startswith("A label that is too long")
    assert recipe.source_url == ""


def test_what_mealie_writes():
    soup = from_mealie(MEALIE)

    assert soup.lines == ("For the soup:", "200 g red lentils, rinsed", "1 onion, chopped", "a pinch of salt")
    assert soup.steps == ("First: Cook the lentils.", "Serve.")
    assert (soup.servings, soup.minutes_prep, soup.minutes_cook) == (4, 10, 25)
    assert (soup.meals, soup.tags) == (("dinner",), ("soups", "quick"))
    assert (soup.source_url, soup.note) == ("https://example.org/soup", "Tip\nFreezes well.")


def test_what_tandoor_writes():
    soup = from_tandoor(TANDOOR)

    assert soup.lines == ("For the soup:", "200 g red lentils, rinsed", "salt")
    assert soup.steps == ("Soup: Cook the lentils.", "Stir.", "Serve.")
    assert (soup.servings, soup.minutes_prep, soup.minutes_cook, soup.tags) == (4, 10, 20, ("soup",))


def test_what_paprika_writes():
    soup = from_paprika(PAPRIKA)

    assert soup.lines == ("200 g red lentils", "1 onion, chopped")
    assert soup.steps == ("Cook the lentils.", "Serve.")
    assert (soup.servings, soup.minutes_prep, soup.minutes_cook) == (4, 10, 50)
    assert (soup.source_name, soup.note, soup.tags) == ("Grandmother", "Freezes well.", ("soup",))
    assert soup.left == ("What it says of a serving, as that is reckoned here: 320 kcal",)


MEALIE = {
    "name": "Lentil soup", "slug": "lentil-soup", "description": "Warming.", "recipe_yield": "4 bowls",
    "prep_time": "10 minutes", "perform_time": None, "total_time": "35 minutes", "org_url": "https://example.org/soup",
    "recipe_category": [{"name": "Dinner"}, {"name": "Soups"}], "tags": [{"name": "Quick", "slug": "quick"}],
    "recipe_ingredient": [
        {"title": "For the soup", "quantity": 200.0, "unit": {"name": "g"}, "food": {"name": "red lentils"},
         "note": "rinsed", "disable_amount": False},
        {"title": None, "quantity": 1.0, "unit": None, "food": None, "note": "1 onion, chopped"},
        {"title": None, "quantity": None, "unit": None, "food": None, "note": "", "display": "a pinch of salt"},
    ],
    "recipe_instructions": [{"title": "First", "text": "Cook the lentils."}, {"title": "", "text": "Serve."}],
    "notes": [{"title": "Tip", "text": "Freezes well."}],
}  # fmt: skip
TANDOOR = {
    "name": "Lentil soup", "description": "Warming.", "keywords": [{"name": "Soup", "description": ""}],
    "steps": [
        {"name": "", "instruction": "Serve.", "ingredients": [], "order": 2},
        {"name": "Soup", "instruction": "Cook the lentils.\n\nStir.", "time": 20, "order": 1, "ingredients": [
            {"food": {"name": "salt"}, "unit": None, "amount": "0.0000", "note": "", "order": 3, "is_header": False,
             "no_amount": True},
            {"food": {"name": "red lentils"}, "unit": {"name": "g"}, "amount": "200.0000", "note": "rinsed", "order": 2,
             "is_header": False, "no_amount": False},
            {"food": None, "unit": None, "amount": "0", "note": "For the soup", "order": 1, "is_header": True},
        ]},
    ],
    "working_time": 10, "waiting_time": 20, "internal": True, "servings": 4, "servings_text": "", "source_url": None,
}  # fmt: skip
PAPRIKA = {
    "uid": "5A", "name": "Lentil soup", "ingredients": "200 g red lentils\n1 onion, chopped\n",
    "directions": "Cook the lentils.\n\nServe.", "servings": "4", "prep_time": "10 mins", "cook_time": "",
    "total_time": "1 hr", "source": "Grandmother", "source_url": "", "notes": "Freezes well.", "categories": ["Soup"],
    "nutritional_info": "320 kcal", "photo_data": "AAAA", "rating": 5,
}  # fmt: skip
