"""The tables of nutrition."""

from .diary import DiaryEntry, FavouriteFood, Meal
from .foods import Food, FoodImport, FoodMeasure
from .recipes import MEALS, Cooked, Ingredient, Recipe, RecipeMark
from .search import Word

__all__ = [
    "MEALS", "Cooked", "DiaryEntry", "FavouriteFood", "Food", "FoodImport", "FoodMeasure", "Ingredient", "Meal",
    "Recipe", "RecipeMark", "Word",
]  # fmt: skip
