"""Exercises and workouts to look at: lists that can be narrowed, and a page for each."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from project.lib.pages import render_page
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest

from ..domain.library import COMPENDIUM
from ..domain.words import Equipment, Muscle
from ..models import Exercise, Workout
from ..queries import library as reads
from ..queries import routines, sessions
from .forms import ExercisesForm, WorkoutsForm
from .sessions import imperial
from .set_words import record_lines, set_words


def muscle_words(muscles: Iterable[str]) -> str:
    return ", ".join(Muscle(each).label.lower() for each in muscles)


def equipment_words(equipment: Iterable[str]) -> str:
    return ", ".join(Equipment(each).label.lower() for each in equipment) or "no equipment"


@require_safe
@login_required
def workouts(request: PersonRequest) -> HttpResponse:
    form = WorkoutsForm(request.GET)
    found = reads.workouts(request.user, form.narrowed(), mine=form.only_mine)
    page = keyset_page(found, cursor=request.GET.get("cursor", ""))
    context = {"filter": form, "lines": [_workout_line(each) for each in page.items], **page_links(request, page)}
    return render_page(request, "training/workouts.html", fragment="training/_workouts.html", context=context)


def _workout_line(workout: Workout) -> dict[str, Any]:
    return {
        "workout": workout,
        "muscles": muscle_words(workout.muscles[:4]),
        "equipment": equipment_words(workout.equipment),
    }


@require_safe
@login_required
def workout(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.workout(request.user, uuid)
    context = {
        "workout": found,
        "own": found.owner_id is not None,
        "routines": list(routines.routines(request.user)),
        "lines": list(found.lines.all()),
        "muscles": muscle_words(found.muscles),
        "equipment": equipment_words(found.equipment),
    }
    return render_page(request, "training/workout.html", context=context)


@require_safe
@login_required
def exercises(request: PersonRequest) -> HttpResponse:
    form = ExercisesForm(request.GET)
    found = reads.exercises(request.user, form.narrowed(), mine=form.only_mine)
    page = keyset_page(found, cursor=request.GET.get("cursor", ""))
    context = {"filter": form, "lines": [_exercise_line(each) for each in page.items], **page_links(request, page)}
    return render_page(request, "training/exercises.html", fragment="training/_exercises.html", context=context)


def _exercise_line(exercise: Exercise) -> dict[str, Any]:
    return {
        "exercise": exercise,
        "muscles": muscle_words(exercise.muscles),
        "equipment": equipment_words(exercise.equipment),
    }


@require_safe
@login_required
def exercise(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found, pounds = reads.exercise(request.user, uuid), imperial(request)
    context = {
        **_exercise_line(found),
        "own": found.owner_id is not None,
        "also_muscles": muscle_words(found.also_muscles),
        "compendium": COMPENDIUM,
        "workouts": reads.workouts_with(request.user, found),
        "records": record_lines(sessions.records(request.user, found), imperial=pounds),
        "history": [(each, set_words(each, imperial=pounds)) for each in sessions.history(request.user, found)],
    }
    return render_page(request, "training/exercise.html", context=context)
