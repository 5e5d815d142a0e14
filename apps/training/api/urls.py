"""The addresses of training's API."""

from django.urls import path

from . import library, measurements, own, photos, routines, sessions

app_name = "training-api"

_api = {
    "nutrition-data/workouts": (library.WorkoutsView, "workouts"),
    "nutrition-data/workouts/<uuid:uuid>": (library.WorkoutView, "workout"),
    "training/exercises": (library.ExercisesView, "exercises"),
    "training/exercises/<uuid:uuid>": (library.ExerciseView, "exercise"),
    "training/exercises/<uuid:uuid>/records": (sessions.RecordsView, "records"),
    "training/measurements": (measurements.MeasurementsView, "measurements"),
    "training/measurements/<uuid:uuid>": (measurements.MeasurementView, "measurement"),
    "training/measurements/<uuid:uuid>/restore": (measurements.RestoreMeasurementView, "measurement-restore"),
    "training/own-exercises": (own.OwnExercisesView, "own-exercises"),
    "training/own-exercises/<uuid:uuid>": (own.OwnExerciseView, "own-exercise"),
    "training/own-exercises/<uuid:uuid>/restore": (own.RestoreExerciseView, "own-exercise-restore"),
    "training/own-workouts": (own.OwnWorkoutsView, "own-workouts"),
    "training/own-workouts/<uuid:uuid>": (own.OwnWorkoutView, "own-workout"),
    "training/own-workouts/<uuid:uuid>/restore": (own.RestoreWorkoutView, "own-workout-restore"),
    "training/photos": (photos.PhotosView, "photos"),
    "training/photos/<uuid:uuid>": (photos.PhotoView, "photo"),
    "training/photos/<uuid:uuid>/file": (photos.PhotoFileView, "photo-file"),
    "training/photos/<uuid:uuid>/restore": (photos.RestorePhotoView, "photo-restore"),
    "training/workouts/<uuid:uuid>/copy": (own.CopyWorkoutView, "workout-copy"),
    "training/routines": (routines.RoutinesView, "routines"),
    "training/routines/<uuid:uuid>": (routines.RoutineView, "routine"),
    "training/routines/<uuid:uuid>/follow": (routines.FollowRoutineView, "routine-follow"),
    "training/routines/<uuid:uuid>/next": (routines.NextView, "routine-next"),
    "training/routines/<uuid:uuid>/restore": (routines.RestoreRoutineView, "routine-restore"),
    "training/routines/<uuid:uuid>/start": (routines.StartRoutineView, "routine-start"),
    "training/sessions": (sessions.SessionsView, "sessions"),
    "training/sessions/<uuid:uuid>": (sessions.SessionView, "session"),
    "training/sessions/<uuid:uuid>/sets": (sessions.SetsView, "sets"),
    "training/sessions/<uuid:uuid>/finish": (sessions.FinishView, "finish"),
}

urlpatterns = [
    path(f"api/v1/{route}{slash}", view.as_view(), name=name)
    for slash in ("", "/")
    for route, (view, name) in _api.items()
]
