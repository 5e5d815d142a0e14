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
    tell_needs,
)
from .photos import BadPhoto, TooManyPhotos, add_photos, change_photo, delete_photo, restore_photo
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
from .sample import load_sample, remove_sample
from .sessions import (
    AlreadyTraining,
    BadSession,
    Done,
    delete_session,
    delete_set,
    finish_session,
    log_session,
    log_set,
    start_session,
)
from .wishes import set_wish

__all__ = [
    "LARGEST_STEP", "USUAL_STEP", "AlreadyTraining", "BadPhoto", "BadRoutine", "BadSession", "BadWorkout", "Done",
    "Line", "MeasuredAlready", "TooMany", "TooManyPhotos", "add_day", "add_exercise", "add_photos", "add_routine",
    "add_workout", "change_exercise", "change_measurement", "change_photo", "change_routine", "change_workout",
    "copy_workout", "delete_measurement", "delete_own", "delete_photo", "delete_routine", "delete_session",
    "delete_set", "finish_session", "follow_routine", "import_exercises", "load_library", "load_sample",
    "log_measurement", "log_measurements", "log_session", "log_set", "move_day_up", "remove_day", "remove_sample",
    "restore_measurement", "restore_own", "restore_photo", "restore_routine", "set_wish", "start_routine",
    "start_session", "tell_needs",
]  # fmt: skip
