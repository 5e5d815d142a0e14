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
from .drinks import BadDrink, forget_drink, log_drink
from .food_import import begin_default_foods, begin_import_foods, default_path, import_foods
from .foods import BadFood, add_food, begin_reckoning_anew, change_food, delete_food
from .moderation import hide_recipe, report_recipe, settle_reports, show_recipe
from .pantry import BadLot, add_lot, change_lot, undo_change, use_lot
from .plan_diary import log_meal, log_planned_day
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
from .prices import BadPrice, forget_price, set_price
from .recipe_counts import count_recipes
from .recipe_photos import remove_recipe_photo, set_recipe_photo
from .recipes import (
    BadRecipe,
    add_recipe,
    change_recipe,
    copy_recipe,
    delete_recipe,
    forget_cooked,
    log_cooked,
    mark_recipe,
    reckon_all_made_of,
    restore_recipe,
)  # fmt: skip
from .sample import load_sample, remove_sample
from .sample_week import load_sample_week, remove_sample_week
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
from .targets import BadTarget, end_target, own_aim, say_targets, set_targets

__all__ = [
    "BadDrink", "BadEntry", "BadFood", "BadLot", "BadPrice", "BadRecipe", "BadTarget", "DayIsFull", "add_food",
    "add_line", "add_lot", "add_recipe", "begin_default_foods", "begin_import_foods", "begin_list", "begin_plan",
    "begin_reckoning_anew", "begin_swap", "change_entry", "change_food", "change_lot", "change_meal", "change_recipe",
    "copy_meals", "copy_recipe", "count_recipes", "default_path", "delete_entry", "delete_food", "delete_list",
    "delete_plan", "delete_recipe", "drop_line", "eat_again", "end_target", "favour_food", "forget_cooked",
    "forget_drink", "forget_price", "grant", "hide_recipe", "import_foods", "leave", "load_recipes", "load_sample",
    "load_sample_week", "lock_meal", "log_cooked", "log_drink", "log_food", "log_meal", "log_planned_day", "log_recipe",
    "mark_recipe", "move_meal", "own_aim", "put_away", "put_recipe", "quick_add", "reckon_all_made_of",
    "remove_recipe_photo", "remove_sample", "remove_sample_week", "rename_list", "report_recipe", "restore_entry",
    "restore_list", "restore_plan", "restore_recipe", "revoke", "say_targets", "set_cooked", "set_portion", "set_price",
    "set_recipe_photo", "set_targets", "settle_reports", "show_recipe", "tick", "undo_change", "undo_copy", "use_lot",
    "wait_for",
]  # fmt: skip
