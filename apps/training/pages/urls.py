"""Where the pages of training are."""

from django.urls import path

from . import body, library, overview, recommendation, sessions

app_name = "training"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("next/", recommendation.recommended, name="next"),
    path("sessions/", sessions.history, name="history"),
    path("sessions/start/", sessions.start, name="start"),
    path("sessions/<uuid:uuid>/", sessions.session, name="session"),
    path("sessions/<uuid:uuid>/sets/<int:pk>/delete/", sessions.forget_set, name="forget-set"),
    path("sessions/<uuid:uuid>/finish/", sessions.finish, name="finish"),
    path("sessions/<uuid:uuid>/delete/", sessions.delete, name="session-delete"),
    path("body/", body.body, name="body"),
    path("body/<uuid:uuid>/", body.change, name="measurement"),
    path("body/<uuid:uuid>/delete/", body.delete, name="measurement-delete"),
    path("body/<uuid:uuid>/restore/", body.restore, name="measurement-restore"),
    path("workouts/", library.workouts, name="workouts"),
    path("workouts/<uuid:uuid>/", library.workout, name="workout"),
    path("exercises/", library.exercises, name="exercises"),
    path("exercises/<uuid:uuid>/", library.exercise, name="exercise"),
]
