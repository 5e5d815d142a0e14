"""Where the pages of training are."""

from django.urls import path

from . import library, overview, recommendation, sessions

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
    path("workouts/", library.workouts, name="workouts"),
    path("workouts/<uuid:uuid>/", library.workout, name="workout"),
    path("exercises/", library.exercises, name="exercises"),
    path("exercises/<uuid:uuid>/", library.exercise, name="exercise"),
]
