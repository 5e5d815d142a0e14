"""What can be done in training."""

from .imports import import_exercises
from .library import load_library
from .measurements import (
    MeasuredAlready,
    change_measurement,
    delete_measurement,
    log_measurement,
    log_measurements,
    restore_measurement,
)
from .sessions import AlreadyTraining, delete_session, delete_set, finish_session, log_set, start_session
from .wishes import set_wish

__all__ = [
    "AlreadyTraining", "MeasuredAlready", "change_measurement", "delete_measurement", "delete_session",
    "delete_set", "finish_session", "import_exercises", "load_library", "log_measurement", "log_measurements",
    "log_set", "restore_measurement", "set_wish", "start_session",
]  # fmt: skip
