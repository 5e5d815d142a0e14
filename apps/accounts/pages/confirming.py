"""Pages that ask first whether it is still the person who signed in."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ReauthenticationRequired
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.accounts import services
from apps.accounts.services import confirming
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

View = Callable[..., HttpResponseBase]


def confirmed(view: View | None = None, *, free: tuple[str, ...] = (), keeps: bool = True) -> Any:
    """
    Whoever is signed in and has not proved just now that it is them is led to where they can, and back.

    :param free: methods that need no proof
    :param keeps: what was sent waits in the session, and is carried out after that. Not where it may be a password
    """
    if view is None:
        return partial(confirmed, free=free, keeps=keeps)

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        free_to_go = not request.user.is_authenticated or request.method in free
        if free_to_go or confirming.confirmed_just_now(request):
            return view(request, *args, **kwargs)
        if keeps:
            raise ReauthenticationRequired  # which allauth's middleware answers
        where = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
        return redirect(f"{where}?{urlencode({'next': request.path})}")

    return respond


@require_safe
@login_required
@never_cache
def sign_in_again(request: PersonRequest) -> HttpResponse:
    """For whoever has nothing to prove it with but the way they came in, and came in a while ago."""
    back = get_next_redirect_url(request)
    if not confirming.must_come_again(request):
        return redirect(back or "mfa_index")
    context = {
        "by_google": settings.GOOGLE_ON and SocialAccount.objects.filter(user=request.user).exists(),
        "is_demo": request.user.email == services.DEMO_EMAIL,
        "next": back or "",
    }
    return render_page(request, "accounts/sign_in_again.html", context=context)
