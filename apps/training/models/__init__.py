"""The tables of training, by subject."""

from .exercises import Exercise
from .measurements import Measurement
from .photos import ProgressPhoto
from .routines import Routine, RoutineDay
from .sessions import LoggedSet, TrainingSession
from .wishes import TrainingWish
from .workouts import Workout, WorkoutExercise

__all__ = [
    "Exercise", "LoggedSet", "Measurement", "ProgressPhoto", "Routine", "RoutineDay", "TrainingSession",
    "TrainingWish", "Workout", "WorkoutExercise",
]  # fmt: skip
