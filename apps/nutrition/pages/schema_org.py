"""A recipe as schema.org has it, which other programs read from the page."""

from typing import Any

from ..models import Recipe

_NUTRIENTS = {
    "calories": ("energy_kcal", "kcal"), "proteinContent": ("protein_g", "g"),
    "carbohydrateContent": ("carbohydrate_g", "g"), "fatContent": ("fat_g", "g"), "fiberContent": ("fibre_g", "g"),
    "saturatedFatContent": ("saturated_fat_g", "g"), "sugarContent": ("sugars_g", "g"),
    "sodiumContent": ("sodium_mg", "mg"),
}  # fmt: skip
_DIETS = {"vegan": "https://schema.org/VeganDiet", "vegetarian": "https://schema.org/VegetarianDiet"}


def as_schema_org(recipe: Recipe, *, photo: str = "") -> dict[str, Any]:
    """
    What is not known is not there.

    :param photo: the whole address of its photo
    """
    lines = sorted(recipe.ingredients.all(), key=lambda line: line.place)
    nutrition = {
        name: f"{getattr(recipe, column):.3g} {unit}"
        for name, (column, unit) in _NUTRIENTS.items()
        if getattr(recipe, column) is not None
    }
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Recipe",
        "name": recipe.title,
        "description": recipe.description,
        "image": photo,
        "recipeYield": str(recipe.servings),
        "recipeCuisine": recipe.cuisine,
        "recipeCategory": recipe.meals,
        "keywords": ", ".join(recipe.tags),
        "prepTime": f"PT{recipe.minutes_prep}M" if recipe.minutes_prep else "",
        "cookTime": f"PT{recipe.minutes_cook}M" if recipe.minutes_cook else "",
        "totalTime": f"PT{recipe.minutes}M" if recipe.minutes else "",
        "recipeIngredient": [line.text for line in lines if not line.is_heading],
        "recipeInstructions": [{"@type": "HowToStep", "text": step} for step in recipe.steps],
        "suitableForDiet": [_DIETS[diet] for diet in recipe.suits if diet in _DIETS],
        "nutrition": {"@type": "NutritionInformation", **nutrition} if nutrition else {},
    }
    return {name: value for name, value in said.items() if value}
