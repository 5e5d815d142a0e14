"""Where a person is signed in, and signing out there."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from ..queries.devices import devices_of
from ..services import sessions


@login_required
@never_cache
def devices(request: PersonRequest) -> HttpResponse:
    found = devices_of(request.user, this=request.session.session_key or "")
    return render_page(request, "usersessions/usersession_list.html", context={"devices": found})


@require_POST
@login_required
def end(request: PersonRequest, pk: int) -> HttpResponse:
    device = get_object_or_404(UserSession, user=request.user, pk=pk)
    sessions.end(device)
    messages.success(request, "That device is signed out.")
    return redirect("usersessions_list")


@require_POST
@login_required
def end_everywhere(request: PersonRequest) -> HttpResponse:
    """Everywhere else, or here as well: `here` says so."""
    here = bool(request.POST.get("here"))
    keep = "" if here else request.session.session_key or ""
    sessions.end_everywhere(request.user, reason="asked", keep=keep)
    if here:
        request.session.flush()
        return redirect("account_login")
    messages.success(request, "You are signed out everywhere else.")
    return redirect("usersessions_list")
