"""Setting Steward up in three short steps, after the first sign-in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.services import profiles, setup
from project.lib.errors import DomainError
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .profile_forms import AboutYou, Aims, HowPagesSpeak, put_on

TITLES = {
    1: (
        "How pages speak to you",
        "The way of your country to write dates and figures, and the money that totals are in.",
    ),
    2: ("About you", "Formulas for energy and training ask for this. Leave out what you would rather not say."),
    3: ("What it is for", "So that the right things come first, and no plan ever holds what you must not eat."),
}


@require_safe
@login_required
def go_on(request: PersonRequest) -> HttpResponse:
    return redirect("accounts:setup-step", setup.next_step(request.user))


@login_required
def step(request: PersonRequest, number: int) -> HttpResponse:
    if number not in TITLES:
        raise Http404
    form = _form(request, number)
    if request.method == "POST" and form.is_valid():
        try:
            setup.take_step(person=request.user, step=number, said=form.cleaned_data)
        except DomainError as refusal:
            put_on(form, refusal)
        else:
            if number + 1 in TITLES:
                return redirect("accounts:setup-step", number + 1)
            messages.success(request, "Steward is set up. You can change all of it in your settings.")
            return redirect("dashboard:front")
    title, lead = TITLES[number]
    context = {"form": form, "number": number, "of": len(TITLES), "title": title, "lead": lead}
    return render_page(request, "accounts/setup.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def skip(request: PersonRequest) -> HttpResponse:
    setup.end_setup(person=request.user)
    messages.info(request, "You can say all of this later, in your settings.")
    return redirect("dashboard:front")


def _form(request: PersonRequest, number: int) -> HowPagesSpeak | AboutYou | Aims:
    profile = profiles.profile_of(request.user)
    if number == 1:
        return HowPagesSpeak(request.POST or None, profile=profile, person=request.user)
    if number == 2:
        return AboutYou(request.POST or None, profile=profile)
    return Aims(request.POST or None, profile=profile)
