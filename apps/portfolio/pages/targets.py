"""Targets of a portfolio: by kind, by holding or by label, in per cent."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from project.lib import formats
from project.lib.errors import DomainError, NotThere
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .. import services
from ..domain.amounts import ZERO
from ..domain.targets import UNLABELLED
from ..models import Instrument, Portfolio, Target
from ..queries import own
from ..queries.targets import Aims, aims, possible_parts
from .ledger_fields import FigureField, InstrumentInput
from .ledger_forms import say

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page of planning is about: everything or one portfolio, spread by what."""

    by: str
    portfolio: Portfolio | None

    @property
    def query(self) -> str:
        return urlencode({"by": self.by} | ({"portfolio": str(self.portfolio.uuid)} if self.portfolio else {}))


def subject_of(request: PersonRequest, said: Mapping[str, str]) -> Subject:
    """:raises NotThere: it names a portfolio that is not there"""
    by = said.get("by", "")
    portfolio = None
    if named := said.get("portfolio"):
        try:
            portfolio = own.portfolio_of(request.user, UUID(named))
        except ValueError:
            raise NotThere("There is no such portfolio.") from None
    return Subject(by if by in Target.By.values else Target.By.KIND.value, portfolio)


def choices_of(request: PersonRequest, subject: Subject) -> dict[str, Any]:
    """The links that choose what a page is about."""
    portfolios: list[Portfolio | None] = [None, *own.portfolios(request.user)]
    return {
        "subject": subject,
        "bys": [(words, Subject(by, subject.portfolio).query, by == subject.by) for by, words in Target.By.choices],
        "portfolios": [
            (one.name if one else "Everything", Subject(subject.by, one).query, one == subject.portfolio)
            for one in portfolios
        ],
    }


class TargetsForm(forms.Form):
    """A field for each part; what is left empty is not wanted at all."""

    def __init__(self, owner: Any, found: Aims, parts: list[str], data: Any = None) -> None:
        super().__init__(data)
        self.owner, self.found, self.parts = owner, found, parts
        now = {drift.name: drift.weight for drift in found.drifts}
        for at, part in enumerate(parts):
            initial = found.targets.get(part, ZERO) * HUNDRED
            self.fields[f"part-{at}"] = FigureField(
                label=part_words(found, part), required=False, initial=initial.normalize() + 0,
                help_text=f"Now {formats.percent(now[part])}" if part in now else "",
            )  # fmt: skip
        if found.by == Target.By.INSTRUMENT:
            self.fields["added"] = forms.CharField(
                label="Another security", required=False, max_length=150, widget=InstrumentInput(),
                help_text="That you do not hold yet. Symbol, name or ISIN.",
            )  # fmt: skip
            self.fields["added_weight"] = FigureField(label="Its target", required=False)

    def clean_added(self) -> Instrument | None:
        typed = self.cleaned_data["added"]
        if not typed:
            return None
        try:
            return own.instrument_meant(self.owner, typed)
        except NotThere as no:
            raise forms.ValidationError(no.detail) from None

    def targets(self) -> dict[str | Instrument, Decimal]:
        """What services.set_targets takes."""
        instruments = self.found.wanted | {name: one.instrument for name, one in self.found.held.items()}
        said = {
            instruments[part] if self.found.by == Target.By.INSTRUMENT else part: self.cleaned_data[f"part-{at}"]
            for at, part in enumerate(self.parts)
        }
        if added := self.cleaned_data.get("added"):
            said[added] = self.cleaned_data["added_weight"]
        return {part: weight / HUNDRED for part, weight in said.items()}


@login_required
def targets(request: PersonRequest) -> HttpResponse:
    subject = subject_of(request, request.GET)
    found = aims(request.user, subject.by, subject.portfolio)
    posted = request.POST if request.method == "POST" else None
    form = TargetsForm(request.user, found, possible_parts(request.user, found), posted)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_targets(owner=request.user, by=subject.by, portfolio=subject.portfolio, targets=form.targets())
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, "Your targets are saved." if any(form.targets().values()) else "No targets now.")
            return redirect(f"{reverse('portfolio:rebalance')}?{subject.query}")
    context = {"form": form, **choices_of(request, subject)}
    return render_page(request, "portfolio/targets.html", context=context, status=422 if form.errors else 200)


def part_words(found: Aims, part: str) -> str:
    if found.by == Target.By.KIND:
        return str(dict(Instrument.Kind.choices).get(part, part))
    if part == UNLABELLED:
        return "Without a label"
    named = found.wanted | {name: one.instrument for name, one in found.held.items()}
    return f"{named[part].name} ({part})" if found.by == Target.By.INSTRUMENT and part in named else part
