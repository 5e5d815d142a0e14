"""The tables of nutrition."""

from .foods import Food, FoodImport, FoodMeasure
from .search import Word

__all__ = ["Food", "FoodImport", "FoodMeasure", "Word"]
