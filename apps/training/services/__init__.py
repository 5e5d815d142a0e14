"""What can be done in training."""

from .imports import import_exercises
from .library import load_library
from .sessions import AlreadyTraining, delete_session, delete_set, finish_session, log_set, start_session
from .wishes import set_wish

__all__ = [
    "AlreadyTraining", "delete_session", "delete_set", "finish_session", "import_exercises", "load_library",
    "log_set", "set_wish", "start_session",
]  # fmt: skip
