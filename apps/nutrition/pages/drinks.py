"""Water by the glass, from the day's page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from project.lib import formats
from project.lib.errors import DomainError
from project.lib.pages import offer_undo
from project.lib.requests import PersonRequest

from .. import services
from .diary import back_to
from .diary_forms import day_said


@require_POST
@login_required
def drink(request: PersonRequest) -> HttpResponse:
    on = day_said(request.POST.get("on", ""), timezone.localdate())
    typed = request.POST.get("volume_ml", "").strip()
    volume = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    try:
        drunk = services.log_drink(owner=request.user, on=on, volume_ml=volume)
    except DomainError as no:
        messages.error(request, no.detail)
    else:
        undo = reverse("nutrition:drink-forget", args=[drunk.uuid])
        offer_undo(request, f"{formats.number(volume)} ml of water.", undo)
    return back_to(request, on)


@require_POST
@login_required
def forget(request: PersonRequest, uuid: UUID) -> HttpResponse:
    gone = services.forget_drink(owner=request.user, uuid=uuid)
    messages.success(request, f"{formats.number(gone.volume_ml)} ml taken back.")
    return back_to(request, gone.on)
