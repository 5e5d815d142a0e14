"""Sessions, workouts, exercises, measurements, photos, routines."""

from typing import Any

from apps.training.queries import sessions
from apps.training.tests.factories import (
    ExerciseFactory,
    LineFactory,
    MeasurementFactory,
    ProgressPhotoFactory,
    RoutineDayFactory,
    SessionFactory,
    SetFactory,
    WorkoutFactory,
)

from .routes import Sample, actions, each, either


def _open_session(person: Any) -> Any:
    """There is one at most."""
    return sessions.open_session(person) or SessionFactory(owner=person)


def _training(person: Any) -> dict[str, Any]:
    return {"uuid": _open_session(person).uuid}


def _training_set(person: Any) -> dict[str, Any]:
    logged = SetFactory(session=_open_session(person))
    return {"uuid": logged.session.uuid, "pk": logged.pk}


def _own_workout(person: Any) -> dict[str, Any]:
    return {"uuid": LineFactory(workout__owner=person).workout.uuid}


def _own_exercise(person: Any) -> dict[str, Any]:
    return {"uuid": ExerciseFactory(owner=person).uuid}


def _measurement(person: Any) -> dict[str, Any]:
    return {"uuid": MeasurementFactory(owner=person).uuid}


def _photo(person: Any) -> dict[str, Any]:
    return {"uuid": ProgressPhotoFactory(owner=person).uuid}


def _routine(person: Any) -> dict[str, Any]:
    return {"uuid": RoutineDayFactory(routine__owner=person).routine.uuid}


def _routine_day(person: Any) -> dict[str, Any]:
    return _routine(person) | {"position": 1}


def _of_the_library(_: Any) -> dict[str, Any]:
    return {"uuid": ExerciseFactory().uuid}


_PAGES: dict[str, Sample] = {
    **actions("sessions/<uuid:uuid>/", _training, "", "finish/", "delete/"),
    "sessions/<uuid:uuid>/sets/<int:pk>/delete/": _training_set,
    **actions("workouts/<uuid:uuid>/", _own_workout, "", "copy/", "change/", "delete/", "restore/"),
    **actions("exercises/<uuid:uuid>/", _own_exercise, "", "change/", "delete/", "restore/"),
    **actions("body/<uuid:uuid>/", _measurement, "", "delete/", "restore/"),
    **actions("photos/<uuid:uuid>/", _photo, "", "file/", "delete/", "restore/"),
    **actions(
        "routines/<uuid:uuid>/", _routine, "", "change/", "start/", "follow/", "delete/", "restore/", "days/add/"
    ),
    **actions("routines/<uuid:uuid>/days/<int:position>/", _routine_day, "remove/", "up/"),
}
_API: dict[str, Sample] = {
    **actions("sessions/<uuid:uuid>", _training, "", "/sets", "/finish"),
    **actions("own-workouts/<uuid:uuid>", _own_workout, "", "/restore"),
    "workouts/<uuid:uuid>/copy": _own_workout,
    **actions("own-exercises/<uuid:uuid>", _own_exercise, "", "/restore"),
    **actions("exercises/<uuid:uuid>", _of_the_library, "", "/records"),
    **actions("measurements/<uuid:uuid>", _measurement, "", "/restore"),
    **actions("photos/<uuid:uuid>", _photo, "", "/file", "/restore"),
    **actions("routines/<uuid:uuid>", _routine, "", "/follow", "/next", "/restore", "/start"),
}
SAMPLES: dict[str, Sample] = {
    **each("training/", _PAGES),
    **either("api/v1/training/", _API),
    **either("api/v1/nutrition-data/", {"workouts/<uuid:uuid>": lambda _: {"uuid": WorkoutFactory().uuid}}),
}
