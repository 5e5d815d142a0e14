"""The addresses of training's API."""

from django.urls import path

from . import library

app_name = "training-api"

_api = {
    "nutrition-data/workouts": (library.WorkoutsView, "workouts"),
    "nutrition-data/workouts/<uuid:uuid>": (library.WorkoutView, "workout"),
    "training/exercises": (library.ExercisesView, "exercises"),
    "training/exercises/<uuid:uuid>": (library.ExerciseView, "exercise"),
}

urlpatterns = [
    path(f"api/v1/{route}{slash}", view.as_view(), name=name)
    for slash in ("", "/")
    for route, (view, name) in _api.items()
]
