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
from .own import (
    BadWorkout,
    Line,
    TooMany,
    add_exercise,
    add_workout,
    change_exercise,
    change_workout,
    copy_workout,
    delete_own,
    restore_own,
)
from .sessions import AlreadyTraining, delete_session, delete_set, finish_session, log_set, start_session
from .wishes import set_wish

__all__ = [
    "AlreadyTraining", "BadWorkout", "Line", "MeasuredAlready", "TooMany", "add_exercise", "add_workout",
    "change_exercise", "change_measurement", "change_workout", "copy_workout", "delete_measurement", "delete_own",
    "delete_session", "delete_set", "finish_session", "import_exercises", "load_library", "log_measurement",
    "log_measurements", "log_set", "restore_measurement", "restore_own", "set_wish", "start_session",
]  # fmt: skip
