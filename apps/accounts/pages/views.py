"""Pages about the account: how Steward speaks to its person, and the demo account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from apps.accounts import services
from apps.accounts.services import passwords, sessions
from project.lib.errors import DomainError
from project.lib.pages import remember_theme, render_page
from project.lib.requests import PersonRequest

from .forms import OwnershipForm, PreferencesForm, ThemeForm


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
            sessions.go_on_alone(request, request.user, reason="the demo account became somebody's own")
            messages.success(request, "This account is yours now. Sign in with your address and password from here on.")
            return redirect("dashboard:front")
    context = {"form": form, "passphrase": passwords.passphrase()}
    return render_page(request, "accounts/make_it_yours.html", context=context, status=422 if form.errors else 200)
