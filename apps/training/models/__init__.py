"""The tables of training, by subject."""

from .exercises import Exercise
from .measurements import Measurement
from .sessions import LoggedSet, TrainingSession
from .wishes import TrainingWish
from .workouts import Workout, WorkoutExercise

__all__ = ["Exercise", "LoggedSet", "Measurement", "TrainingSession", "TrainingWish", "Workout", "WorkoutExercise"]
