"""Where the pages of training are."""

from django.urls import path

from . import library

app_name = "training"

urlpatterns = [
    path("workouts/", library.workouts, name="workouts"),
    path("workouts/<uuid:uuid>/", library.workout, name="workout"),
    path("exercises/", library.exercises, name="exercises"),
    path("exercises/<uuid:uuid>/", library.exercise, name="exercise"),
]
