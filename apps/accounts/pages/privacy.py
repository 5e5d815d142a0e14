"""What a person may ask about their data: to see what is kept, take a copy, agree or not, and be forgotten."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.services import consents, erasure, exports
from apps.accounts.services.administrators import LastAdministrator
from apps.accounts.services.privacy import overview_of
from project.lib import media
from project.lib.errors import Conflict
from project.lib.limits import ratelimit
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .confirming import confirmed
from .forms import ErasureForm


@require_safe
@login_required
def overview(request: PersonRequest) -> HttpResponse:
    return render_page(request, "accounts/privacy.html", context={"overview": overview_of(request.user)})


@login_required
@confirmed
def export(request: PersonRequest) -> HttpResponse:
    """Say what a copy holds, and begin to make one. Behind the password, because it holds everything."""
    if request.method == "POST":
        ratelimit.check(request, "export")
        try:
            exports.request(person=request.user)
        except Conflict as refusal:
            messages.warning(request, refusal.detail)
        return redirect("accounts:privacy")
    return render_page(request, "accounts/privacy_export.html")


@require_safe
@login_required
def download(request: PersonRequest, token: str) -> HttpResponseBase:
    found = exports.opened(token=token, person=request.user)
    return media.personal_file(
        request, str(found.file), owner_id=found.user_id, filename=found.filename, media_type=media.ZIP.media_type
    )


@require_safe
def text(request: HttpRequest, code: str) -> HttpResponse:
    """What is agreed to, for everybody to read before."""
    wording = consents.purpose_of(code).wording
    return render_page(request, "accounts/privacy_text.html", context={"wording": wording})


@require_POST
@login_required
def consent(request: PersonRequest, code: str) -> HttpResponse:
    purpose = consents.purpose_of(code)
    try:
        if request.POST.get("agree") == "yes":
            consents.give(person=request.user, purpose=purpose, version=request.POST.get("version", ""))
            messages.success(request, "Noted: you agree.")
        else:
            consents.withdraw(person=request.user, purpose=purpose)
            messages.success(request, "Noted: you no longer agree.")
    except Conflict as refusal:
        messages.warning(request, refusal.detail)
    return redirect("accounts:privacy")


@login_required
@confirmed
def delete(request: PersonRequest) -> HttpResponse:
    """Say what deleting the account means, and ask for it."""
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erasure.request(person=request.user)
        except LastAdministrator as refusal:
            form.add_error(None, refusal.detail)
        else:
            return redirect("accounts:privacy")
    return render_page(
        request,
        "accounts/privacy_delete.html",
        context={"form": form, "days": erasure.TIME_TO_UNDO.days, "overview": overview_of(request.user)},
        status=422 if form.errors else 200,
    )


@require_POST
@login_required
def undo(request: PersonRequest) -> HttpResponse:
    try:
        erasure.undo(person=request.user)
    except erasure.TooLate as refusal:
        messages.warning(request, refusal.detail)
    else:
        messages.success(request, "Your account stays. Nothing was deleted.")
    return redirect("accounts:privacy")
