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
from .routines import (
    LARGEST_STEP,
    USUAL_STEP,
    BadRoutine,
    add_day,
    add_routine,
    change_routine,
    delete_routine,
    follow_routine,
    move_day_up,
    remove_day,
    restore_routine,
    start_routine,
)
from .sessions import AlreadyTraining, delete_session, delete_set, finish_session, log_set, start_session
from .wishes import set_wish

__all__ = [
    "LARGEST_STEP", "USUAL_STEP", "AlreadyTraining", "BadRoutine", "BadWorkout", "Line", "MeasuredAlready",
    "TooMany", "add_day", "add_exercise", "add_routine", "add_workout", "change_exercise", "change_measurement",
    "change_routine", "change_workout", "copy_workout", "delete_measurement", "delete_own", "delete_routine",
    "delete_session", "delete_set", "finish_session", "follow_routine", "import_exercises", "load_library",
    "log_measurement", "log_measurements", "log_set", "move_day_up", "remove_day", "restore_measurement",
    "restore_own", "restore_routine", "set_wish", "start_routine", "start_session",
]  # fmt: skip
