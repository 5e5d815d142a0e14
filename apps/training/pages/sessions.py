"""Training as it happens: a session with what to do, what was done last time, and a form for each set."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import public as accounts
from project.lib.errors import DomainError, NotThere
from project.lib.pages import render_page
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest

from .. import services
from ..domain.progression import Proposal
from ..models import Exercise, LoggedSet, TrainingSession
from ..queries import library, routines, sessions
from .session_forms import NoteForm, SetForm
from .set_words import proposal_words, set_words


def imperial(request: PersonRequest) -> bool:
    return accounts.profile(request.user).units is accounts.Units.IMPERIAL


@require_safe
@login_required
def history(request: PersonRequest) -> HttpResponse:
    found = sessions.with_sets(sessions.sessions(request.user))
    page = keyset_page(found, cursor=request.GET.get("cursor", ""))
    context = {"lines": [session_line(each) for each in page.items], **page_links(request, page)}
    return render_page(request, "training/history.html", fragment="training/_history.html", context=context)


def session_line(session: TrainingSession) -> dict[str, Any]:
    sets = session.sets.all()
    return {
        "session": session,
        "sets": len(sets),
        "exercises": ", ".join(dict.fromkeys(each.exercise.name for each in sets)),
        "minutes": int((session.ended_at - session.started_at).total_seconds() // 60) if session.ended_at else None,
    }


@require_POST
@login_required
def start(request: PersonRequest) -> HttpResponse:
    chosen = request.POST.get("workout")
    workout = library.workout(request.user, uuid_of(chosen)) if chosen else None
    try:
        begun = services.start_session(owner=request.user, now=timezone.now(), workout=workout)
    except services.AlreadyTraining as no:
        messages.warning(request, no.detail)
        return redirect("training:overview")
    return redirect("training:session", begun.uuid)


def uuid_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere("There is no such workout or exercise.") from None


# --- One session ------------------------------------------------------------------------------------------------------


@login_required
def session(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = sessions.session(request.user, uuid)
    pounds, bound = imperial(request), None
    if request.method == "POST":
        exercise = library.exercise(request.user, uuid_of(request.POST.get("exercise", "")))
        bound = SetForm(exercise, request.POST, imperial=pounds)
        if bound.is_valid():
            try:
                services.log_set(session=found, exercise=exercise, now=timezone.now(), **bound.cleaned)
            except DomainError as no:
                bound.add_error(None, no.detail)
            else:
                return redirect(f"{reverse('training:session', args=[uuid])}?done={exercise.uuid}#{exercise.slug}")
    context = {
        "session": found,
        "blocks": _blocks(request, found, pounds, bound),
        "others": library.exercises(request.user, library.Narrowed()).values_list("uuid", "name"),
        "note": NoteForm(initial={"note": found.note}),
        **session_line(found),
    }
    return render_page(request, "training/session.html", context=context, status=422 if bound else 200)


def _blocks(
    request: PersonRequest, session: TrainingSession, pounds: bool, bound: SetForm | None
) -> list[dict[str, Any]]:
    """An exercise each, with its plan, its sets, those of last time, and a form while the session goes on."""
    lines = library.lines_of(session.workout)
    planned = {line.exercise_id: line for line in reversed(lines)}
    exercises = {line.exercise_id: line.exercise for line in lines}
    done: dict[int, list[LoggedSet]] = {}
    for each in session.sets.all():
        exercises.setdefault(each.exercise_id, each.exercise)
        done.setdefault(each.exercise_id, []).append(each)
    for more in (request.GET.get("add"), bound and str(bound.exercise.uuid)):
        if more:
            added = library.exercise(request.user, uuid_of(more))
            exercises.setdefault(added.pk, added)
    before = sessions.last_time(request.user, exercises.values(), before=session)
    proposed: dict[int, Proposal] = {}
    if session.routine and not session.ended_at:
        proposed = routines.proposals(request.user, session.routine, lines, before=session.started_at)
    return [
        _block(
            exercise,
            line=planned.get(key),
            done=done.get(key, []),
            before=before.get(key, []),
            form=bound if bound and bound.exercise.pk == key else None,
            pounds=pounds,
            proposal=proposed.get(key),
            rests=request.GET.get("done") == str(exercise.uuid),
        )
        for key, exercise in exercises.items()
    ]


def _block(
    exercise: Exercise,
    *,
    line: Any,
    done: list[LoggedSet],
    before: list[LoggedSet],
    form: SetForm | None,
    pounds: bool,
    proposal: Proposal | None,
    rests: bool,
) -> dict[str, Any]:
    # The next set is most like the one before; the first like what the routine proposes, or like that of last time.
    like = done[-1] if done else before[0] if before else None
    if proposal and not done:
        like = LoggedSet(reps=proposal.reps, weight_kg=proposal.weight_kg)
    return {
        "exercise": exercise,
        "line": line,
        "done": [(each, set_words(each, imperial=pounds)) for each in done],
        "proposed": proposal and (proposal_words(proposal, imperial=pounds), proposal.why),
        "before": [set_words(each, imperial=pounds) for each in before],
        "before_on": before[0].session.started_at if before else None,
        "form": form or SetForm(exercise, imperial=pounds, like=like),
        "rest": line.rest_seconds if rests and line else 0,
    }


@require_POST
@login_required
def forget_set(request: PersonRequest, uuid: UUID, pk: int) -> HttpResponse:
    services.delete_set(logged=sessions.logged_set(request.user, uuid, pk))
    return redirect("training:session", uuid)


@require_POST
@login_required
def finish(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = sessions.session(request.user, uuid)
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    services.finish_session(session=found, now=timezone.now(), note=note)
    messages.success(request, "Well done. The session is saved.")
    return redirect("training:overview")


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.delete_session(session=sessions.session(request.user, uuid))
    messages.success(request, "The session and its sets are deleted.")
    return redirect("training:history")
