"""The front page, and the page that shows every component."""

import logging
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.dashboard import queries
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .samples import samples

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drawn:
    """A card as HTML; empty where it could not be loaded."""

    name: str
    html: str


def _drawn(request: HttpRequest, slot: queries.Slot) -> Drawn:
    if slot.card is None:
        return Drawn(slot.name, "")
    try:
        return Drawn(slot.name, render_to_string(slot.card.template, {**slot.card.context, "card": slot.card}, request))
    except Exception:
        logger.exception("The card %s could not be drawn.", slot.name)
        return Drawn(slot.name, "")


@require_safe
@login_required
def front(request: PersonRequest) -> HttpResponse:
    shown = list(queries.slots(request.user))
    steps = queries.first_steps(request.user, shown)
    drawn = [_drawn(request, slot) for slot in shown if slot.is_worth_a_card]
    return render_page(
        request, "dashboard/front.html", context={"cards": drawn, "steps": steps, "today": timezone.localdate()}
    )


def favicon(_: HttpRequest) -> HttpResponse:
    """For pages that name none, such as the admin's."""
    return redirect(static("logo.svg"))


@login_required
def components(request: PersonRequest) -> HttpResponse:
    """Every component in every state, for who works on pages. Nothing here touches anybody's records."""
    if not request.user.is_staff:
        raise PermissionDenied
    context = samples(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "toast" in request.POST:
        messages.success(request, "This is what success looks like.")
        messages.error(request, "This is what a failure looks like.")
    status = 422 if context["form"].is_bound and not context["form"].is_valid() else 200
    return render_page(request, "dashboard/components.html", context=context, status=status)
