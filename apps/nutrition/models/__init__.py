"""The tables of nutrition."""

from .diary import DiaryEntry, FavouriteFood, Meal
from .foods import POPULAR_FOOD, Food, FoodImport, FoodMeasure
from .pantry import PantryChange, PantryLot
from .plans import MealPlan, PlannedMeal, PlanWish
from .prices import FoodPrice
from .recipe_counts import RecipeCount
from .recipe_imports import RecipeImport
from .recipe_photos import RecipePhoto
from .recipe_reports import RecipeReport
from .recipes import MEALS, MOST_MISSING, POPULAR, Cooked, Ingredient, Recipe, RecipeMark
from .search import Word
from .shopping import ShoppingGrant, ShoppingItem, ShoppingList
from .targets import DiaryTarget, Drink

__all__ = [
    "MEALS", "MOST_MISSING", "POPULAR", "POPULAR_FOOD", "Cooked", "DiaryEntry", "DiaryTarget", "Drink", "FavouriteFood",
    "Food", "FoodImport", "FoodMeasure", "FoodPrice", "Ingredient", "Meal", "MealPlan", "PantryChange", "PantryLot",
    "PlanWish", "PlannedMeal", "Recipe", "RecipeCount", "RecipeImport", "RecipeMark", "RecipePhoto", "RecipeReport",
    "ShoppingGrant", "ShoppingItem", "ShoppingList", "Word",
]  # fmt: skip
