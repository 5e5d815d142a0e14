"""Portfolios: accounts that a person looks at together, under a name."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from project.lib.errors import DomainError
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .. import services
from ..models import Account
from ..queries import own
from .ledger_forms import say


class PortfolioForm(forms.Form):
    name = forms.CharField(label="Name", max_length=100, help_text="Such as Retirement, or The children.")
    accounts = forms.ModelMultipleChoiceField(
        Account.objects.none(),
        label="Its accounts",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="An account may be in several portfolios.",
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts: Any = self.fields["accounts"]
        accounts.queryset = own.accounts(user)


@login_required
def add(request: PersonRequest) -> HttpResponse:
    form = PortfolioForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            portfolio = services.open_portfolio(owner=request.user, **form.cleaned_data)
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, f"{portfolio} is there.")
            return redirect("portfolio:accounts")
    return _page(request, form)


@login_required
def portfolio(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = own.portfolio_of(request.user, uuid)
    said = {"name": found.name, "accounts": found.accounts.all()}
    form = PortfolioForm(request.user, request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_portfolio(portfolio=own.portfolio_of(request.user, uuid), **form.cleaned_data)
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, "Saved.")
            return redirect("portfolio:accounts")
    return _page(request, form, portfolio=found)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = own.portfolio_of(request.user, uuid)
    services.delete_portfolio(portfolio=found)
    messages.success(request, f"{found} is no longer a portfolio. Its accounts stay.")
    return redirect("portfolio:accounts")


def _page(request: PersonRequest, form: PortfolioForm, **context: Any) -> HttpResponse:
    return render_page(
        request, "portfolio/portfolio_form.html", context={"form": form, **context}, status=422 if form.errors else 200
    )
