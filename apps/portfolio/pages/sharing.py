"""Links that show others a portfolio: the page on which they are made, and the page that they open."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from project.lib import formats
from project.lib.charts import Chart, Series
from project.lib.errors import DomainError
from project.lib.limits.ratelimit import limited
from project.lib.money import Money
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .. import services
from ..models import Share
from ..queries import own
from ..queries.shared import Part, Shown, shown
from . import span
from .ledger_forms import say
from .measures import signed_percent, trend
from .overview import kind_words

LASTS = {"7": "7 days", "30": "30 days", "90": "90 days", "365": "One year"}
RANGES = ("1y", "ytd", "all")
SPREADS = {"kind": "By kind", "region": "By region"}


class ShareForm(forms.Form):
    name = forms.CharField(
        max_length=100, label="Whom is it for?", help_text="So that you know it again; they do not see it.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    scope = forms.ChoiceField(
        label="What do they see?", choices=Share.Scope.choices, initial="percentages", widget=forms.RadioSelect,
        help_text="The names of what you hold, its shares and returns; with amounts, also what each is worth.",
    )  # fmt: skip
    lasts = forms.ChoiceField(choices=LASTS.items, label="How long?", initial="30")
    shows_name = forms.BooleanField(label="Say that it is yours, by your name", required=False)


@login_required
@never_cache
def sharing(request: PersonRequest) -> HttpResponse:
    form, made, link = ShareForm(request.POST or None, initial={"scope": "percentages"}), None, ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        ends = timezone.now() + timedelta(days=int(said.pop("lasts")))
        try:
            made, token = services.make_share(owner=request.user, expires_at=ends, **said)
        except DomainError as no:
            say(form, no)
        else:
            link, form = request.build_absolute_uri(reverse("portfolio:shared", args=[token])), ShareForm()
    now = timezone.now()
    shares = [(share, share.revoked_at is None and share.expires_at > now) for share in own.shares(request.user)]
    context = {"form": form, "shares": shares, "made": made, "link": link}
    return render_page(request, "portfolio/sharing.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke(request: PersonRequest, uuid: UUID) -> HttpResponse:
    share = services.revoke_share(owner=request.user, uuid=uuid)
    messages.success(request, f"The link for “{share.name}” is revoked: it shows nothing any more.")
    return redirect("portfolio:sharing")


# --- What others see --------------------------------------------------------------------------------------------------


def unlisted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No cache keeps what a link shows, and no search engine lists it."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return never_cache(answer)


@unlisted
@require_safe
@limited("shared")
def shared(request: HttpRequest, token: str) -> HttpResponse:
    share = services.open_share(token=token)
    today = timezone.localdate()
    name = request.GET.get("range", "")
    asked = span.usual(name if name in RANGES else "1y", today)
    found = shown(share, {one: span.usual(one, today).days for one in RANGES}, asked.days)
    context = {
        "found": found,
        "share": share,
        "amounts": share.shows_amounts,
        "ranges": [(one, span.NAMES[one], one == asked.name) for one in RANGES],
        "returns": [_return_words(one) for one in found.returns],
        "chart": _chart(found) if found.days else None,
        "spreads": [(SPREADS[by], [_named(one, by) for one in parts]) for by, parts in found.spreads.items()],
        "holdings": [_named(one, "") for one in found.holdings],
        "value": Money(found.value, found.currency) if found.value is not None else None,
    }
    return render_page(request, "portfolio/shared.html", context=context)


def _return_words(one: Any) -> dict[str, str]:
    return {
        "name": span.SPOKEN[one.name].capitalize(),
        "days": f"{formats.day(one.first)} to {formats.day(one.last)}",
        "twr": signed_percent(one.twr),
        "trend": trend(one.twr),
        "volatility": formats.percent(one.volatility, places=2),
        "drawdown": formats.percent(one.drawdown, places=2),
    }


def _chart(found: Shown) -> Chart:
    grown = [round((value - 1) * 100, 2) for value in found.index]
    return Chart("Time-weighted return", "line", found.days, [Series("Return", grown)], unit="%")


def _named(part: Part, by: str) -> tuple[str, str, Any, Any]:
    name = kind_words({"name": part.name}) if by else part.name
    detail = kind_words({"name": part.detail}) if part.detail else ""
    return name, "" if detail == name else detail, part.weight, part.value
