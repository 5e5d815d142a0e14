"""Exercises and workouts of one's own: make, change, copy, delete, bring back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from project.lib.errors import DomainError
from project.lib.pages import offer_undo, render_page
from project.lib.requests import PersonRequest

from .. import services
from ..queries import library
from .own_forms import ExerciseForm, WorkoutForm


def _saved(form: forms.Form, write: Callable[[], Any]) -> Any:
    """The row, or None where the form says why not."""
    if not form.is_valid():
        return None
    try:
        return write()
    except DomainError as no:
        form.add_error(None, no.detail)
        return None


def _form_page(request: PersonRequest, kind: str, form: forms.Form, row: Any = None) -> HttpResponse:
    context = {"form": form, "row": row, "section": f"{kind}s"}
    status = 422 if form.errors else 200
    return render_page(request, f"training/{kind}_form.html", context=context, status=status)


def _data(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


# --- Workouts ---------------------------------------------------------------------------------------------------------


@login_required
def add_workout(request: PersonRequest) -> HttpResponse:
    form = WorkoutForm(_data(request), person=request.user)
    made = form.is_bound and _saved(form, lambda: services.add_workout(owner=request.user, **form.said))
    if not made:
        return _form_page(request, "workout", form)
    messages.success(request, "Your workout is saved.")
    return redirect("training:workout", made.uuid)


@login_required
def change_workout(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = library.own_workout(request.user, uuid)
    form = WorkoutForm(_data(request), person=request.user, workout=found)
    if not (form.is_bound and _saved(form, lambda: services.change_workout(workout=found, **form.said))):
        return _form_page(request, "workout", form, found)
    messages.success(request, "Saved.")
    return redirect("training:workout", uuid)


@require_POST
@login_required
def copy_workout(request: PersonRequest, uuid: UUID) -> HttpResponse:
    made = services.copy_workout(owner=request.user, workout=library.workout(request.user, uuid))
    messages.success(request, "This copy is yours: change what you like.")
    return redirect("training:workout-change", made.uuid)


@require_POST
@login_required
def delete_workout(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = library.own_workout(request.user, uuid)
    services.delete_own(row=found, now=timezone.now())
    offer_undo(request, f"Deleted: {found}.", reverse("training:workout-restore", args=[uuid]))
    return redirect(f"{reverse('training:workouts')}?mine=1")


@require_POST
@login_required
def restore_workout(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.restore_own(row=library.own_workout(request.user, uuid, deleted=True))
    messages.success(request, "It is back.")
    return redirect("training:workout", uuid)


# --- Exercises --------------------------------------------------------------------------------------------------------


@login_required
def add_exercise(request: PersonRequest) -> HttpResponse:
    form = ExerciseForm(_data(request))
    made = form.is_bound and _saved(form, lambda: services.add_exercise(owner=request.user, **form.cleaned_data))
    if not made:
        return _form_page(request, "exercise", form)
    messages.success(request, "Your exercise is saved.")
    return redirect("training:exercise", made.uuid)


@login_required
def change_exercise(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = library.own_exercise(request.user, uuid)
    form = ExerciseForm.of(found, _data(request))
    if not (form.is_bound and _saved(form, lambda: services.change_exercise(exercise=found, **form.cleaned_data))):
        return _form_page(request, "exercise", form, found)
    messages.success(request, "Saved.")
    return redirect("training:exercise", uuid)


@require_POST
@login_required
def delete_exercise(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = library.own_exercise(request.user, uuid)
    services.delete_own(row=found, now=timezone.now())
    offer_undo(request, f"Deleted: {found}.", reverse("training:exercise-restore", args=[uuid]))
    return redirect(f"{reverse('training:exercises')}?mine=1")


@require_POST
@login_required
def restore_exercise(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.restore_own(row=library.own_exercise(request.user, uuid, deleted=True))
    messages.success(request, "It is back.")
    return redirect("training:exercise", uuid)
