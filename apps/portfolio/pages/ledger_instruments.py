"""A person's own instruments, what they were worth, and labels on any."""

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
from project.lib.request_bodies import takes_body
from project.lib.requests import PersonRequest

from .. import services
from ..clients.providers import credit_of
from ..models import Instrument
from ..queries import own
from ..services.market import LARGEST_BODY
from .ledger_fields import CurrencyField, DayInput, FigureField, TagsField
from .ledger_forms import say


class InstrumentForm(forms.Form):
    symbol = forms.CharField(label="Symbol", max_length=32, help_text="A short name, such as HOUSE.")
    name = forms.CharField(label="Name", max_length=150)
    kind = forms.ChoiceField(label="What it is", choices=Instrument.Kind, initial="other")
    currency = CurrencyField(label="Currency", help_text="Of its prices. It stays, once the instrument is there.")
    isin = forms.CharField(label="ISIN", max_length=12, required=False)
    sector = forms.CharField(label="Sector", max_length=60, required=False)
    region = forms.CharField(label="Region", max_length=60, required=False)


class PriceForm(forms.Form):
    on = forms.DateField(label="Day", widget=DayInput())
    close = FigureField(label="Worth of one", empty=None)


class PriceFileForm(forms.Form):
    file = forms.FileField(
        label="Many at once, from a file",
        help_text="CSV with the columns date and close. Where a line is bad, it is named and nothing is taken.",
    )


class LabelsForm(forms.Form):
    labels = TagsField(label="Labels", required=False, max_length=500, help_text="With commas between them.")


@require_safe
@login_required
def instruments(request: PersonRequest) -> HttpResponse:
    page = keyset_page(own.own_instruments(request.user), cursor=request.GET.get("cursor", ""))
    context = {"instruments": page.items, **page_links(request, page)}
    return render_page(request, "portfolio/instruments.html", context=context)


@login_required
def add(request: PersonRequest) -> HttpResponse:
    initial = {"currency": request.user.base_currency}
    form = InstrumentForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_instrument(owner=request.user, **form.cleaned_data)
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, f"{added.symbol} is there. Say what it is worth.")
            return redirect("portfolio:instrument-prices", added.uuid)
    return _form_page(request, form)


def _form_page(request: PersonRequest, form: forms.Form, **context: Any) -> HttpResponse:
    return render_page(
        request,
        "portfolio/instrument_form.html",
        context={"form": form, **context},
        status=422 if form.errors else 200,
    )


@login_required
def edit(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = own.own_instrument(request.user, uuid)
    said = {name: getattr(found, name) for name in InstrumentForm.base_fields}
    form = InstrumentForm(request.POST if request.method == "POST" else None, initial=said)
    del form.fields["currency"]
    if request.method == "POST" and form.is_valid():
        try:
            services.change_instrument(
                owner=request.user, instrument=own.own_instrument(request.user, uuid), **form.cleaned_data
            )
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, "Saved.")
            return redirect("portfolio:instruments")
    return _form_page(request, form, instrument=found)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = own.own_instrument(request.user, uuid)
    try:
        services.delete_instrument(owner=request.user, instrument=found)
    except DomainError as no:
        messages.error(request, no.detail)
        return redirect("portfolio:instrument-edit", uuid)
    messages.success(request, f"{found.symbol} and its prices are deleted.")
    return redirect("portfolio:instruments")


@login_required
def prices(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """What one of their own was worth, day by day; a day that is there already is written over."""
    found = own.own_instrument(request.user, uuid)
    form = PriceForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_price(owner=request.user, instrument=found, **form.cleaned_data)
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, "Noted. Your figures follow.")
            return redirect("portfolio:instrument-prices", uuid)
    return _prices_page(request, found, form=form)


@takes_body(LARGEST_BODY)
@require_POST
@login_required
def price_file(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """The prices of a file, over those of the same days."""
    found = own.own_instrument(request.user, uuid)
    form = PriceFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            count = services.import_prices(owner=request.user, instrument=found, file=form.cleaned_data["file"])
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, f"{count} prices are noted. Your figures follow.")
            return redirect("portfolio:instrument-prices", uuid)
    return _prices_page(request, found, file_form=form)


def _prices_page(request: PersonRequest, found: Instrument, **forms_: forms.Form) -> HttpResponse:
    page = keyset_page(own.prices_of(found), cursor=request.GET.get("cursor", ""))
    context = {
        "instrument": found,
        "form": PriceForm(initial={"on": timezone.localdate()}),
        "file_form": PriceFileForm(),
        "prices": [(price, credit_of(price.source).title) for price in page.items],
        **page_links(request, page),
        **forms_,
    }
    status = 422 if any(form.errors for form in forms_.values()) else 200
    return render_page(request, "portfolio/prices.html", context=context, status=status)


@login_required
def labels(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """Their own labels on an instrument, of the catalogue too."""
    found = own.instrument_for(request.user, uuid)
    said = {"labels": own.labels_on(request.user, found)}
    form = LabelsForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        services.set_labels(owner=request.user, instrument=found, names=form.cleaned_data["labels"])
        messages.success(request, "Saved.")
        return redirect("portfolio:activities")
    return render_page(
        request,
        "portfolio/instrument_labels.html",
        context={"form": form, "instrument": found},
        status=422 if form.errors else 200,
    )
