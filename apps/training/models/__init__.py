"""The tables of training, by subject."""

from .exercises import Exercise
from .workouts import Workout, WorkoutExercise

__all__ = ["Exercise", "Workout", "WorkoutExercise"]
