"""What administrators do for their people: invite them, and read them the mails that were not sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from ..models import Invitation, OutboxMail
from ..services import registration
from .ways_in.forms import Invite

SHOWN = 50


def for_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    @login_required
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return respond


@require_safe
@for_staff
@never_cache
def outbox(request: PersonRequest) -> HttpResponse:
    mails = OutboxMail.objects.order_by("-created_at")[:SHOWN]
    return render_page(request, "accounts/outbox.html", context={"mails": mails, "mail_is_sent": settings.MAIL_IS_SENT})


@for_staff
@never_cache
def invitations(request: PersonRequest) -> HttpResponse:
    form, link = Invite(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        token = registration.invite(by=request.user, note=form.cleaned_data["note"])
        link = request.build_absolute_uri(f"{reverse('account_signup')}?invitation={token}")
        form = Invite()
    context = {
        "form": form,
        "link": link,
        "mode": settings.REGISTRATION,
        "full": registration.is_full(),
        "waiting": Invitation.objects.good().order_by("-created_at")[:SHOWN],
        "accepted": Invitation.objects.accepted().order_by("-created_at")[:SHOWN],
    }
    return render_page(request, "accounts/invitations.html", context=context, status=422 if form.errors else 200)


@require_POST
@for_staff
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    registration.withdraw(get_object_or_404(Invitation, pk=pk))
    messages.success(request, "The invitation is withdrawn.")
    return redirect("accounts:invitations")
