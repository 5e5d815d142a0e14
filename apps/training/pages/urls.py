"""Where the pages of training are."""

from django.urls import path

from . import body, library, overview, own, photos, progress, recommendation, routines, sessions

app_name = "training"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("next/", recommendation.recommended, name="next"),
    path("routines/", routines.routines, name="routines"),
    path("routines/add/", routines.add, name="routine-add"),
    path("routines/<uuid:uuid>/", routines.routine, name="routine"),
    path("routines/<uuid:uuid>/change/", routines.change, name="routine-change"),
    path("routines/<uuid:uuid>/start/", routines.start, name="routine-start"),
    path("routines/<uuid:uuid>/follow/", routines.follow, name="routine-follow"),
    path("routines/<uuid:uuid>/delete/", routines.delete, name="routine-delete"),
    path("routines/<uuid:uuid>/restore/", routines.restore, name="routine-restore"),
    path("routines/<uuid:uuid>/days/add/", routines.add_day, name="routine-day-add"),
    path("routines/<uuid:uuid>/days/<int:position>/remove/", routines.remove_day, name="routine-day-remove"),
    path("routines/<uuid:uuid>/days/<int:position>/up/", routines.move_day_up, name="routine-day-up"),
    path("sessions/", sessions.history, name="history"),
    path("sessions/start/", sessions.start, name="start"),
    path("sessions/<uuid:uuid>/", sessions.session, name="session"),
    path("sessions/<uuid:uuid>/sets/<int:pk>/delete/", sessions.forget_set, name="forget-set"),
    path("sessions/<uuid:uuid>/finish/", sessions.finish, name="finish"),
    path("sessions/<uuid:uuid>/delete/", sessions.delete, name="session-delete"),
    path("progress/", progress.progress, name="progress"),
    path("body/", body.body, name="body"),
    path("body/<uuid:uuid>/", body.change, name="measurement"),
    path("body/<uuid:uuid>/delete/", body.delete, name="measurement-delete"),
    path("body/<uuid:uuid>/restore/", body.restore, name="measurement-restore"),
    path("photos/", photos.photos, name="photos"),
    path("photos/add/", photos.add, name="photo-add"),
    path("photos/compare/", photos.compare, name="photos-compare"),
    path("photos/<uuid:uuid>/", photos.photo, name="photo"),
    path("photos/<uuid:uuid>/file/", photos.file, name="photo-file"),
    path("photos/<uuid:uuid>/delete/", photos.delete, name="photo-delete"),
    path("photos/<uuid:uuid>/restore/", photos.restore, name="photo-restore"),
    path("workouts/", library.workouts, name="workouts"),
    path("workouts/add/", own.add_workout, name="workout-add"),
    path("workouts/<uuid:uuid>/", library.workout, name="workout"),
    path("workouts/<uuid:uuid>/copy/", own.copy_workout, name="workout-copy"),
    path("workouts/<uuid:uuid>/change/", own.change_workout, name="workout-change"),
    path("workouts/<uuid:uuid>/delete/", own.delete_workout, name="workout-delete"),
    path("workouts/<uuid:uuid>/restore/", own.restore_workout, name="workout-restore"),
    path("exercises/", library.exercises, name="exercises"),
    path("exercises/add/", own.add_exercise, name="exercise-add"),
    path("exercises/<uuid:uuid>/", library.exercise, name="exercise"),
    path("exercises/<uuid:uuid>/change/", own.change_exercise, name="exercise-change"),
    path("exercises/<uuid:uuid>/delete/", own.delete_exercise, name="exercise-delete"),
    path("exercises/<uuid:uuid>/restore/", own.restore_exercise, name="exercise-restore"),
]
