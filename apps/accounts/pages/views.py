"""Pages about the account: the way in and out, and what to change about it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.accounts import services
from project.lib.errors import DomainError
from project.lib.limits.ratelimit import limited
from project.lib.pages import remember_theme, render_page, wants_fragment
from project.lib.requests import PersonRequest

from .forms import OwnershipForm, PreferencesForm, SignInForm, ThemeForm


@limited("login")
class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wants_fragment(request):
            # Whoever was signed out on an open page: the whole page leads here, and back again.
            return HttpResponse(headers={"HX-Refresh": "true"})
        return super().get(request, *args, **kwargs)

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:  # noqa: ARG002 (as typed by the stubs)
        """Not here again, which Django takes for an endless loop and answers with a failure."""
        target = super().get_redirect_url()
        return "" if urlsplit(target).path == self.request.path else target

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _is_from_this_machine(request: HttpRequest) -> bool:
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    return settings.LOOPBACK and not forwarded and request.META["REMOTE_ADDR"] in ("127.0.0.1", "::1")


@require_GET
@never_cache
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link that ./run prints. Only whoever sits at this machine can have read it."""
    if not _is_from_this_machine(request):
        raise Http404
    try:
        person = services.redeem(token)
    except services.LinkSpent as spent:
        if request.user.is_authenticated:
            return redirect("dashboard:front")
        messages.error(request, spent.detail)
        return redirect("accounts:sign-in")
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("dashboard:front")


@login_required
def preferences(request: PersonRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.set_preferences(person=request.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("accounts:preferences")
    return render_page(request, "accounts/preferences.html", context={"form": form}, status=422 if form.errors else 200)


@require_POST
def theme(request: PersonRequest) -> HttpResponse:
    """The person's choice, and this browser's: sign-in and error pages know nobody."""
    form = ThemeForm(request.POST)
    if form.is_valid() and request.user.is_authenticated:
        services.set_preferences(person=request.user, theme=form.cleaned_data["theme"])
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("dashboard:front")
    # Not redirect(), which takes a word without a slash for the name of a view.
    response = HttpResponseRedirect(target)
    if form.is_valid():
        remember_theme(response, form.cleaned_data["theme"])
    return response


@require_POST
@login_required
def remove_sample_data(request: PersonRequest) -> HttpResponse:
    services.remove_sample_data(person=request.user)
    messages.success(request, "The sample data is gone.")
    demo = request.user.email == services.DEMO_EMAIL
    return redirect("accounts:make-it-yours" if demo else "dashboard:front")


@login_required
def make_it_yours(request: PersonRequest) -> HttpResponse:
    """The demo account becomes the account of whoever started Steward."""
    if request.user.email != services.DEMO_EMAIL:
        return redirect("accounts:preferences")
    form = OwnershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.make_it_yours(person=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("email", refusal.detail)
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, "This account is yours now. Sign in with your address and password from here on.")
            return redirect("dashboard:front")
    return render_page(
        request, "accounts/make_it_yours.html", context={"form": form}, status=422 if form.errors else 200
    )
