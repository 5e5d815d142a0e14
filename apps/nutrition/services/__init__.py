"""What people, and whoever runs Steward, do in nutrition."""

from .food_import import begin_default_foods, begin_import_foods, default_path, import_foods
from .foods import BadFood, add_food, change_food, delete_food

__all__ = [
    "BadFood", "add_food", "begin_default_foods", "begin_import_foods", "change_food", "default_path", "delete_food",
    "import_foods",
]  # fmt: skip
