"""Routines: workouts one after the other, the days of the week, and what comes next."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from project.lib.errors import DomainError
from project.lib.pages import offer_undo, render_page
from project.lib.requests import PersonRequest

from .. import services
from ..domain.measures import meant_weight, shown_weight
from ..domain.progression import Rule
from ..models import Routine
from ..queries import library
from ..queries import routines as reads
from .fields import FigureField
from .sessions import imperial, uuid_of
from .set_words import proposal_words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RULES = {
    Rule.LINEAR: "Linear: more weight whenever every set was done",
    Rule.DOUBLE: "Double: more repetitions first, then more weight",
    Rule.NONE: "None: the same as last time",
}


class RoutineForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80)
    rule = forms.ChoiceField(label="What comes next", choices=[(rule.value, words) for rule, words in RULES.items()])
    weekdays = forms.TypedMultipleChoiceField(
        label="Days of training",
        coerce=int,
        required=False,
        choices=list(enumerate(WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple,
        help_text="Your meal plan may hold more energy on these.",
    )

    def __init__(self, data: Any = None, *, imperial: bool, routine: Routine | None = None) -> None:
        self.imperial = imperial
        initial: dict[str, Any] = {
            "rule": Rule.DOUBLE.value,
            "step": shown_weight(services.USUAL_STEP, imperial=imperial)[0],
        }
        if routine:
            initial = {name: getattr(routine, name) for name in self.base_fields}
            initial["step"] = shown_weight(routine.step_kg, imperial=imperial)[0]
        super().__init__(data, initial=initial)
        most, unit = shown_weight(services.LARGEST_STEP, imperial=imperial)
        self.fields["step"] = FigureField(
            label=f"A step of weight, {unit}", most=most, help_text="Twice as much for exercises of the legs and hips."
        )

    @property
    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return said | {"step_kg": meant_weight(said.pop("step"), imperial=self.imperial)}


@require_safe
@login_required
def routines(request: PersonRequest) -> HttpResponse:
    lines = [
        {"routine": each, "days": _days(each), "weekdays": _weekdays(each)} for each in reads.routines(request.user)
    ]
    return render_page(request, "training/routines.html", context={"lines": lines})


def _days(routine: Routine) -> list[str]:
    return [day.workout.name for day in routine.days.all()]


def _weekdays(routine: Routine) -> str:
    return ", ".join(WEEKDAYS[day] for day in routine.weekdays)


@login_required
def add(request: PersonRequest) -> HttpResponse:
    form = RoutineForm(request.POST if request.method == "POST" else None, imperial=imperial(request))
    if form.is_bound and form.is_valid():
        try:
            made = services.add_routine(owner=request.user, **form.said)
        except DomainError as no:
            form.add_error(None, no.detail)
        else:
            messages.success(request, "Now add its workouts: open one and choose this routine.")
            return redirect("training:routine", made.uuid)
    return _form_page(request, form)


@login_required
def change(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.routine(request.user, uuid)
    form = RoutineForm(request.POST if request.method == "POST" else None, imperial=imperial(request), routine=found)
    if form.is_bound and form.is_valid():
        services.change_routine(routine=found, **form.said)
        messages.success(request, "Saved.")
        return redirect("training:routine", uuid)
    return _form_page(request, form, found)


def _form_page(request: PersonRequest, form: RoutineForm, routine: Routine | None = None) -> HttpResponse:
    context = {"form": form, "routine": routine}
    return render_page(request, "training/routine_form.html", context=context, status=422 if form.errors else 200)


@require_safe
@login_required
def routine(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found, pounds = reads.routine(request.user, uuid), imperial(request)
    day = reads.next_day(found)
    lines = library.lines_of(day.workout) if day else []
    proposed = reads.proposals(request.user, found, lines, before=timezone.now())
    context = {
        "routine": found,
        "rule": RULES[Rule(found.rule)],
        "weekdays": _weekdays(found),
        "days": list(found.days.all()),
        "next": day,
        "lines": [
            (line, proposal_words(proposed[line.exercise_id], imperial=pounds), proposed[line.exercise_id].why)
            if line.exercise_id in proposed
            else (line, line.amount, "")
            for line in lines
        ],
    }
    return render_page(request, "training/routine.html", context=context)


# --- What is done with one --------------------------------------------------------------------------------------------


@require_POST
@login_required
def start(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.routine(request.user, uuid)
    try:
        begun = services.start_routine(routine=found, now=timezone.now())
    except DomainError as no:
        messages.warning(request, no.detail)
        return redirect("training:routine", uuid)
    return redirect("training:session", begun.uuid)


@require_POST
@login_required
def follow(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.follow_routine(routine=reads.routine(request.user, uuid))
    messages.success(request, "You follow this routine now.")
    return redirect("training:routine", uuid)


@require_POST
@login_required
def add_day(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """From the page of a workout, which it names."""
    found, chosen = reads.routine(request.user, uuid), request.POST.get("workout")
    if not chosen:
        return redirect("training:workouts")
    workout = library.workout(request.user, uuid_of(chosen))
    try:
        services.add_day(routine=found, workout=workout)
    except DomainError as no:
        messages.warning(request, no.detail)
    else:
        messages.success(request, f"{workout} is the last of {found} now.")
    return redirect("training:routine", uuid)


@require_POST
@login_required
def remove_day(request: PersonRequest, uuid: UUID, position: int) -> HttpResponse:
    services.remove_day(routine=reads.routine(request.user, uuid), position=position)
    return redirect("training:routine", uuid)


@require_POST
@login_required
def move_day_up(request: PersonRequest, uuid: UUID, position: int) -> HttpResponse:
    services.move_day_up(routine=reads.routine(request.user, uuid), position=position)
    return redirect("training:routine", uuid)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.routine(request.user, uuid)
    services.delete_routine(routine=found, now=timezone.now())
    offer_undo(request, f"Deleted: {found}.", reverse("training:routine-restore", args=[uuid]))
    return redirect("training:routines")


@require_POST
@login_required
def restore(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.restore_routine(routine=reads.routine(request.user, uuid, deleted=True))
    messages.success(request, "It is back.")
    return redirect("training:routine", uuid)
