"""What returns are measured by: a benchmark, and the rate without risk."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect

from project.lib.errors import DomainError, NotThere
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .. import services
from ..domain.amounts import ZERO
from ..models import Instrument
from ..queries import own
from ..queries.yardsticks import Measured, yardstick_of
from .ledger_fields import FigureField, InstrumentInput
from .ledger_forms import say

HUNDRED = Decimal(100)
# Empty ones beside those there are.
LEAST_ROWS, SPARE_ROWS = 3, 1


class YardstickForm(forms.Form):
    """Rows of a security and its part; a single one needs no part."""

    risk_free = FigureField(
        label="Return without risk, in % a year", required=False,
        help_text="What a deposit earns, such as 2.5. Sharpe, Sortino and alpha count what is above it.",
    )  # fmt: skip

    def __init__(self, owner: Any, measured: Measured, data: Any = None) -> None:
        super().__init__(data, initial={"risk_free": (measured.risk_free * HUNDRED).normalize() + 0})
        self.owner = owner
        parts = list(measured.benchmark.items())
        for at in range(max(LEAST_ROWS, len(parts) + SPARE_ROWS)):
            instrument, weight = parts[at] if at < len(parts) else (None, ZERO)
            self.fields[f"part-{at}"] = forms.CharField(
                label=f"Security {at + 1}", required=False, max_length=150, widget=InstrumentInput(),
                initial=instrument.symbol if instrument else "",
            )  # fmt: skip
            self.fields[f"weight-{at}"] = FigureField(
                label="Part, in %", required=False, initial=(weight * HUNDRED).normalize() + 0
            )

    @property
    def rows(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"part-{at}"], self[f"weight-{at}"]) for at in self._numbers()]

    def _numbers(self) -> Iterator[int]:
        return (at for at in range(len(self.fields)) if f"part-{at}" in self.fields)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        named = [(at, said[f"part-{at}"]) for at in self._numbers() if said.get(f"part-{at}")]
        said["benchmark"] = {}
        for at, typed in named:
            instrument = self._meant(f"part-{at}", typed)
            if instrument is None:
                continue
            if instrument in said["benchmark"]:
                self.add_error(f"part-{at}", "It is in the basket already.")
            part = said.get(f"weight-{at}") or ZERO
            said["benchmark"][instrument] = Decimal(1) if len(named) == 1 and not part else part / HUNDRED
        return said

    def _meant(self, name: str, typed: str) -> Instrument | None:
        try:
            return own.instrument_meant(self.owner, typed)
        except NotThere as no:
            self.add_error(name, no.detail)
            return None


@login_required
def yardstick(request: PersonRequest) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = YardstickForm(request.user, yardstick_of(request.user), posted)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.set_yardstick(
                owner=request.user, risk_free=said["risk_free"] / HUNDRED, benchmark=said["benchmark"]
            )
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, "Saved.")
            return redirect("portfolio:performance")
    return render_page(request, "portfolio/yardstick.html", context={"form": form}, status=422 if form.errors else 200)
