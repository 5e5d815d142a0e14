"""What people, and whoever runs Steward, do in nutrition."""

from .catalogue import load_recipes
from .food_import import begin_default_foods, begin_import_foods, default_path, import_foods
from .foods import BadFood, add_food, change_food, delete_food
from .recipes import (
    BadRecipe,
    add_recipe,
    change_recipe,
    copy_recipe,
    delete_recipe,
    forget_cooked,
    log_cooked,
    mark_recipe,
)  # fmt: skip

__all__ = [
    "BadFood", "BadRecipe", "add_food", "add_recipe", "begin_default_foods", "begin_import_foods", "change_food",
    "change_recipe", "copy_recipe", "default_path", "delete_food", "delete_recipe", "forget_cooked", "import_foods",
    "load_recipes", "log_cooked", "mark_recipe",
]  # fmt: skip
