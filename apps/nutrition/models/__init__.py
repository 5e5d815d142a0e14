"""The tables of nutrition."""

from .foods import Food, FoodImport, FoodMeasure
from .recipes import MEALS, Cooked, Ingredient, Recipe, RecipeMark
from .search import Word

__all__ = [
    "MEALS", "Cooked", "Food", "FoodImport", "FoodMeasure", "Ingredient", "Recipe", "RecipeMark", "Word",
]  # fmt: skip
