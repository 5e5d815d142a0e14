"""Goals: how far each is, where saving leads, and setting them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from project.lib import formats
from project.lib.charts import Chart, Series
from project.lib.errors import DomainError
from project.lib.money import Money, decimals
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .. import services
from ..domain.amounts import rounded
from ..models import Goal, Portfolio
from ..queries import own
from ..queries.goals import Line, Projection, goal_lines, line_of, projection_of
from .ledger_fields import DayInput, FigureField
from .ledger_forms import say

HUNDRED = Decimal(100)
PERCENTILES = {"10": "Worse in 1 of 10", "25": "Worse in 1 of 4", "50": "Median", "75": "Better in 1 of 4",
               "90": "Better in 1 of 10"}  # fmt: skip


class GoalForm(forms.Form):
    name = forms.CharField(label="What for", max_length=100, help_text="Such as a house, or not having to work.")
    amount = FigureField(
        label="Amount", empty=None, required=False, help_text="In your base currency and money of today."
    )
    yearly_spending = FigureField(
        label="Or what you spend in a year", empty=None, required=False, help_text="To live of what you have one day."
    )
    multiple = FigureField(
        label="Times", empty=None, required=False,
        help_text="How many years' spending that takes: 25 is a withdrawal of 4 % a year.",
    )  # fmt: skip
    due_on = forms.DateField(
        label="Until", required=False, widget=DayInput(), help_text="Left empty: whenever it comes."
    )
    portfolio = forms.ChoiceField(label="What counts for it", required=False)
    monthly_saving = FigureField(label="You save each month", required=False)
    yearly_return = FigureField(
        label="Return you expect, in % a year", required=False, help_text="Above inflation, after costs."
    )
    volatility = FigureField(
        label="Volatility, in % a year", required=False, help_text="Shares of the whole world have about 15."
    )

    def __init__(self, portfolios: Iterable[Portfolio], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.portfolios = {str(one.uuid): one for one in portfolios}
        choices = [("", "Everything"), *((key, one.name) for key, one in self.portfolios.items())]
        self.fields["portfolio"].choices = choices  # type: ignore[attr-defined]

    def details(self) -> services.GoalDetails:
        said: Any = dict(self.cleaned_data)
        said["portfolio"] = self.portfolios.get(said["portfolio"])
        for name in ("yearly_return", "volatility"):
            said[name] /= HUNDRED
        return said


def _said_by(goal: Goal) -> dict[str, Any]:
    said = {name: getattr(goal, name) for name in GoalForm.base_fields if name != "portfolio"}
    for name in ("yearly_return", "volatility"):
        said[name] = (said[name] * HUNDRED).normalize() + 0
    return said | {"portfolio": str(goal.portfolio.uuid) if goal.portfolio else ""}


@require_safe
@login_required
def goals(request: PersonRequest) -> HttpResponse:
    lines = [_shown(line) for line in goal_lines(request.user)]
    return render_page(request, "portfolio/goals.html", context={"lines": lines})


@require_safe
@login_required
def goal(request: PersonRequest, uuid: UUID) -> HttpResponse:
    line = line_of(request.user, own.goal_of(request.user, uuid))
    found = projection_of(request.user, line, timezone.localdate())
    context = {"goal": line.goal, "line": _shown(line), **(_projected(line, found) if found else {})}
    return render_page(request, "portfolio/goal.html", context=context)


@login_required
def add(request: PersonRequest) -> HttpResponse:
    initial = {"yearly_return": Decimal(5), "volatility": Decimal(15), "multiple": Decimal(25)}
    form = GoalForm(own.portfolios(request.user), request.POST if request.method == "POST" else None, initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_goal(owner=request.user, **form.details())
        except DomainError as no:
            say(form, no)
        else:
            return redirect("portfolio:goal", made.uuid)
    return _form_page(request, form)


@login_required
def edit(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = own.goal_of(request.user, uuid)
    posted = request.POST if request.method == "POST" else None
    form = GoalForm(own.portfolios(request.user), posted, _said_by(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_goal(goal=found, **form.details())
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, "Saved.")
            return redirect("portfolio:goal", uuid)
    return _form_page(request, form, goal_uuid=uuid)


def _form_page(request: PersonRequest, form: GoalForm, goal_uuid: UUID | None = None) -> HttpResponse:
    back = reverse("portfolio:goal", args=[goal_uuid]) if goal_uuid else reverse("portfolio:goals")
    context = {"form": form, "editing": goal_uuid is not None, "back": back}
    return render_page(request, "portfolio/goal_form.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = own.goal_of(request.user, uuid)
    services.delete_goal(goal=found)
    messages.success(request, f"“{found.name}” is deleted.")
    return redirect("portfolio:goals")


# --- In words ---------------------------------------------------------------------------------------------------------


def _money(amount: Decimal | float, currency: str) -> Money:
    return Money(rounded(amount if isinstance(amount, Decimal) else Decimal(str(amount)), currency), currency)


def _shown(line: Line) -> dict[str, Any]:
    goal, progress = line.goal, line.progress
    return {
        "goal": goal,
        "sum": _money(goal.sum, goal.currency),
        "value": None if line.value is None else _money(line.value, goal.currency),
        "progress": None if progress is None else formats.percent(progress),
        "filled": None if progress is None else min(int(progress * HUNDRED), 100),
        "spending": None if goal.yearly_spending is None else _money(goal.yearly_spending, goal.currency),
        "saving": _money(goal.monthly_saving, goal.currency),
    }


def _projected(line: Line, found: Projection) -> dict[str, Any]:
    currency = line.goal.currency
    places = decimals(currency)

    def series(name: str, values: list[float]) -> Series:
        return Series(name, [round(value, places) for value in values])

    return {
        "chart": Chart(
            "Where it may lead", "fan", found.days,
            [
                *(series(PERCENTILES[level], values) for level, values in found.percentiles.items()),
                series("Steady return", found.steady),
                series("Goal", [float(line.goal.sum)] * len(found.days)),
            ],
            axis="By", unit=currency, decimals=places,
        ),
        "probability": formats.percent(found.probability, places=0),
        "last": found.days[-1],
        "reached_on": found.reached_on,
        "reached": line.progress is not None and line.progress >= 1,
        "needed": None if found.saving_needed is None else _money(found.saving_needed, currency),
    }  # fmt: skip
