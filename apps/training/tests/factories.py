"""Exercises and workouts: of the library, or with an owner a person's own."""

import factory

from apps.training.models import Exercise, Workout, WorkoutExercise


class ExerciseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Exercise

    slug = factory.Sequence(lambda number: f"exercise-{number}")
    name = factory.Sequence(lambda number: f"Exercise {number:03}")
    kind = "strength"
    level = "beginner"
    equipment = ["barbell"]
    muscles = ["chest"]
    also_muscles = ["triceps"]
    met = 3.5
    met_code = "02054"
    measure = "load"
    instructions = "Lift it and put it down."


class WorkoutFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Workout

    slug = factory.Sequence(lambda number: f"workout-{number}")
    name = factory.Sequence(lambda number: f"Workout {number:03}")
    about = "For trying it out."
    goal = "strength"
    level = "beginner"
    minutes = 30
    equipment = ["barbell"]
    muscles = ["chest"]


class LineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkoutExercise

    workout = factory.SubFactory(WorkoutFactory)
    position = factory.Sequence(lambda number: number)
    exercise = factory.SubFactory(ExerciseFactory)
    sets = 3
    reps_low = 5
    reps_high = 8
    rest_seconds = 90
