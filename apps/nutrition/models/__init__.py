"""The tables of nutrition."""

from .diary import DiaryEntry, FavouriteFood, Meal
from .foods import Food, FoodImport, FoodMeasure
from .recipe_imports import RecipeImport
from .recipes import MEALS, Cooked, Ingredient, Recipe, RecipeMark
from .search import Word

__all__ = [
    "MEALS", "Cooked", "DiaryEntry", "FavouriteFood", "Food", "FoodImport", "FoodMeasure", "Ingredient", "Meal",
    "Recipe", "RecipeImport", "RecipeMark", "Word",
]  # fmt: skip
