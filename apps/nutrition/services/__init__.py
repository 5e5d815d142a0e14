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
from .plans import (
    begin_plan,
    begin_swap,
    change_meal,
    delete_plan,
    lock_meal,
    move_meal,
    put_recipe,
    restore_plan,
    set_cooked,
    set_portion,
    wait_for,
)
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
from .shopping import (
    add_line,
    begin_list,
    delete_list,
    drop_line,
    grant,
    leave,
    put_away,
    rename_list,
    restore_list,
    revoke,
    tick,
)

__all__ = [
    "BadEntry", "BadFood", "BadRecipe", "DayIsFull", "add_food", "add_line", "add_recipe", "begin_default_foods",
    "begin_import_foods", "begin_list", "begin_plan", "begin_swap", "change_entry", "change_food", "change_meal",
    "change_recipe", "copy_meals", "copy_recipe", "default_path", "delete_entry", "delete_food", "delete_list",
    "delete_plan", "delete_recipe", "drop_line", "eat_again", "favour_food", "forget_cooked", "grant", "import_foods",
    "leave", "load_recipes", "lock_meal", "log_cooked", "log_food", "log_recipe", "mark_recipe", "move_meal",
    "put_away", "put_recipe", "quick_add", "rename_list", "restore_entry", "restore_list", "restore_plan", "revoke",
    "set_cooked", "set_portion", "tick", "undo_copy", "wait_for",
]  # fmt: skip
