"""What people, and whoever runs Steward, do in nutrition."""

from .catalogue import load_recipes
from .diary import (
    BadEntry,
    DayIsFull,
    change_entry,
    copy_meals,
    delete_entry,
    eat_again,
    favour_food,
    log_food,
    log_recipe,
    quick_add,
    restore_entry,
    undo_copy,
)
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
    "BadEntry", "BadFood", "BadRecipe", "DayIsFull", "add_food", "add_recipe", "begin_default_foods",
    "begin_import_foods", "change_entry", "change_food", "change_recipe", "copy_meals", "copy_recipe", "default_path",
    "delete_entry", "delete_food", "delete_recipe", "eat_again", "favour_food", "forget_cooked", "import_foods",
    "load_recipes", "log_cooked", "log_food", "log_recipe", "mark_recipe", "quick_add", "restore_entry", "undo_copy",
]  # fmt: skip
