"""Accounts: what is in each, and what a person can do with one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from project.lib.errors import DomainError
from project.lib.pages import render_page
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest

from .. import services
from ..models import Account
from ..queries import own
from ..queries.accounts import account_lines, what_goes_with
from ..queries.holdings import account_totals
from .ledger_fields import CurrencyField, DayInput
from .ledger_forms import say


class AccountForm(forms.Form):
    name = forms.CharField(label="Name", max_length=100, help_text="As you call it, such as the name of the bank.")
    kind = forms.ChoiceField(label="What it is", choices=Account.Kind)
    currency = CurrencyField(label="Currency", help_text="What it is kept in. It stays, once the account is there.")
    lot_method = forms.ChoiceField(
        label="What a sale takes first",
        choices=Account.LotMethod,
        help_text="It decides what each sale cost. Ask what your tax office expects.",
    )


class ClosingForm(forms.Form):
    on = forms.DateField(label="Closed on", widget=DayInput())


@require_safe
@login_required
def accounts(request: PersonRequest) -> HttpResponse:
    page = keyset_page(account_totals(request.user), cursor=request.GET.get("cursor", ""))
    context = {
        "lines": account_lines(request.user, page.items),
        "portfolios": own.portfolios(request.user).prefetch_related("accounts"),
        **page_links(request, page),
    }
    return render_page(request, "portfolio/accounts.html", context=context)


@login_required
def add(request: PersonRequest) -> HttpResponse:
    initial = {"currency": request.user.base_currency}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            account = services.open_account(owner=request.user, **form.cleaned_data)
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, f"{account} is there. Now record what is in it.")
            return redirect("portfolio:accounts")
    return render_page(
        request, "portfolio/account_form.html", context={"form": form}, status=422 if form.errors else 200
    )


@login_required
def account(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """Change its name, kind or method; what ends it stands below."""
    found = own.account_of(request.user, uuid)
    said = {"name": found.name, "kind": found.kind, "lot_method": found.lot_method}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=said)
    del form.fields["currency"]
    if request.method == "POST" and form.is_valid():
        try:
            services.change_account(account=own.account_of(request.user, uuid), **form.cleaned_data)
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, "Saved.")
            return redirect("portfolio:accounts")
    return _account_page(request, found, form=form)


def _account_page(request: PersonRequest, found: Account, **context: Any) -> HttpResponse:
    failed = any(form.errors for form in context.values())
    context = {
        "closing": ClosingForm(initial={"on": timezone.localdate()}, prefix="closing"),
        "account": found,
        "activities": what_goes_with(found),
        **context,
    }
    return render_page(request, "portfolio/account.html", context=context, status=422 if failed else 200)


@require_POST
@login_required
def close(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = own.account_of(request.user, uuid)
    closing = ClosingForm(request.POST, prefix="closing")
    if closing.is_valid():
        try:
            services.close_account(account=found, on=closing.cleaned_data["on"])
        except DomainError as no:
            say(closing, no)
        else:
            messages.success(request, f"{found} is closed. Its ledger stays.")
            return redirect("portfolio:accounts")
    said = {"name": found.name, "kind": found.kind, "lot_method": found.lot_method}
    form = AccountForm(initial=said)
    del form.fields["currency"]
    return _account_page(request, found, form=form, closing=closing)


@require_POST
@login_required
def reopen(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = services.reopen_account(account=own.account_of(request.user, uuid))
    messages.success(request, f"{found} is open again.")
    return redirect("portfolio:account", uuid)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = own.account_of(request.user, uuid)
    try:
        services.delete_account(account=found)
    except DomainError as no:
        messages.error(request, no.detail)
        return redirect("portfolio:account", uuid)
    messages.success(request, f"{found} and its activities are deleted.")
    return redirect("portfolio:accounts")
