"""Photos of one's body: day by day beside what was measured, two days side by side, and a form to add some."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.lib import formats
from project.lib.errors import DomainError
from project.lib.limits.ratelimit import check, limited
from project.lib.pages import offer_undo, render_page
from project.lib.paging import keyset_page, page_links
from project.lib.photos import LARGEST, personal_photo
from project.lib.request_bodies import takes_body
from project.lib.requests import PersonRequest, only_the_person

from .. import services
from ..domain.body import Body, Pose
from ..models import ProgressPhoto
from ..queries import photos as reads
from .body import words
from .photo_forms import AddPhotosForm, ChangePhotoForm, CompareForm
from .sessions import imperial

# One from each side, and what a form wraps around them.
LARGEST_FORM = len(Pose) * LARGEST + 100_000


@only_the_person
@require_safe
@login_required
def photos(request: PersonRequest) -> HttpResponse:
    pounds = imperial(request)
    page = keyset_page(reads.photos(request.user), cursor=request.GET.get("cursor", ""))
    days = [
        {"on": day.on, "figures": _words(day.figures, pounds), "photos": [_shown(row) for row in day.photos]}
        for day in reads.by_day(request.user, page.items)
    ]
    return render_page(
        request,
        "training/photos.html",
        fragment="training/_photos.html",
        context={"days": days, **page_links(request, page)},
    )


def _words(figures: reads.Figures, pounds: bool) -> list[str]:
    return [f"{kind.label} {words(kind, value, pounds)}" for kind, value in figures.items()]


def _shown(row: ProgressPhoto) -> dict[str, Any]:
    """As a template shows it; `name` is what somebody hears who does not see it."""
    pose = Pose(row.pose).label
    return {"uuid": row.uuid, "pose": pose, "note": row.note, "name": f"{pose}, {formats.day(row.on)}"}


@takes_body(LARGEST_FORM)
@only_the_person
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    form = AddPhotosForm(request.POST, request.FILES, today=today) if request.method == "POST" else None
    if form is not None:
        check(request, "photo")
        if form.is_valid():
            said = {"on": form.cleaned_data["on"], "note": form.cleaned_data["note"], "pictures": form.pictures}
            try:
                added = services.add_photos(owner=request.user, today=today, **said)
            except DomainError as no:
                form.put_on(no)
            else:
                messages.success(request, "The photo is saved." if len(added) == 1 else "The photos are saved.")
                return redirect("training:photos")
    context = {"form": form or AddPhotosForm(today=today)}
    status = 422 if form is not None and form.errors else 200
    return render_page(request, "training/photo_add.html", context=context, status=status)


# --- Two days side by side --------------------------------------------------------------------------------------------


@only_the_person
@require_safe
@login_required
def compare(request: PersonRequest) -> HttpResponse:
    days = reads.days(request.user)
    if len(days) < 2:
        return render_page(request, "training/photos_compare.html", context={"form": None})
    form = CompareForm(request.GET, days=days)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context["found"] = _compared(request, form.cleaned_data["before"], form.cleaned_data["after"])
    return render_page(request, "training/photos_compare.html", context=context, status=422 if form.errors else 200)


def _compared(request: PersonRequest, before: date, after: date) -> dict[str, Any]:
    found, pounds = reads.comparison(request.user, before, after), imperial(request)

    def said(kind: Body, value: Decimal | None) -> str:
        return "" if value is None else words(kind, value, pounds)

    return {
        "days": (before, after),
        "poses": [
            (pose.label, [[_shown(row) for row in rows] for rows in (first, last)]) for pose, first, last in found.poses
        ],
        "figures": [(kind.label, said(kind, first), said(kind, last)) for kind, first, last in found.figures],
    }


# --- One photo --------------------------------------------------------------------------------------------------------


@only_the_person
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def photo(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found, today = reads.photo(request.user, uuid), timezone.localdate()
    shown = _shown(found)
    form = ChangePhotoForm(request.POST if request.method == "POST" else None, photo=found, today=today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"pose": Pose(form.cleaned_data["pose"])}
        try:
            services.change_photo(photo=found, today=today, **said)
        except DomainError as no:
            form.put_on(no)
        else:
            messages.success(request, "Saved.")
            return redirect("training:photos")
    context = {"form": form, "photo": shown}
    return render_page(request, "training/photo.html", context=context, status=422 if form.errors else 200)


@only_the_person
@limited("pictures")
@require_safe
@login_required
def file(request: PersonRequest, uuid: UUID) -> HttpResponseBase:
    """The picture itself; small with `?small`."""
    found = reads.photo(request.user, uuid)
    return personal_photo(
        request, found, owner_id=found.owner_id, called=f"{found.pose}-{found.on}", small="small" in request.GET
    )


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.photo(request.user, uuid)
    services.delete_photo(photo=found, now=timezone.now())
    offer_undo(request, f"Deleted: {_shown(found)['name']}.", reverse("training:photo-restore", args=[uuid]))
    return redirect("training:photos")


@require_POST
@login_required
def restore(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.restore_photo(photo=reads.deleted_photo(request.user, uuid))
    messages.success(request, "It is back.")
    return redirect("training:photos")
