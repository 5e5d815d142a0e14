"""What can be done in training."""

from .imports import import_exercises
from .library import load_library

__all__ = ["import_exercises", "load_library"]
