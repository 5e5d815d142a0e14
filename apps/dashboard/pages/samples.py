"""Made-up content for the component page."""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from project.lib.charts import Chart, Series
from project.lib.money import Money

START = date(2026, 1, 1)


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As it should appear on reports.")
    email = forms.EmailField()
    amount = forms.DecimalField(min_value=0, max_digits=12, decimal_places=2)
    currency = forms.ChoiceField(choices=[("EUR", "Euro"), ("GBP", "Pound sterling"), ("USD", "US dollar")])
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        choices=[("buy", "Buy"), ("sell", "Sell"), ("dividend", "Dividend")], widget=forms.RadioSelect
    )
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    remember = forms.BooleanField(required=False, label="Repeat this every month")


def _worth(day: int) -> float | None:
    # Two weeks without a price: a gap, not a fall to zero.
    if 150 <= day < 164:
        return None
    return round(41_000 + 38 * day + 1_900 * math.sin(day / 23) + 700 * math.sin(day / 5), 2)


def charts() -> dict[str, Chart]:
    days = [START + timedelta(days=day) for day in range(320)]
    weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return {
        "line": Chart(
            "Worth of the household",
            "area",
            days,
            [Series("Worth", [_worth(day) for day in range(320)])],
            unit="EUR",
        ),
        "bars": Chart(
            "Energy this week",
            "stacked",
            weekdays,
            [
                Series("Protein", [480, 510, 460, 530, 495, 560, 470]),
                Series("Carbohydrate", [980, 1040, 900, 1120, 1010, 1240, 1080]),
                Series("Fat", [620, 590, 640, 610, 660, 720, 600]),
            ],
            axis="Weekday",
            unit="kcal",
            decimals=0,
        ),
        "ring": Chart(
            "What it is made of",
            "pie",
            ["World shares", "Bonds", "Cash", "Gold"],
            [Series("Share", [61.5, 22.0, 11.5, 5.0])],
            axis="Kind",
            unit="%",
            decimals=1,
        ),
        "lines": Chart(
            "Against the index",
            "line",
            days[::8],
            [
                Series("Portfolio", [round(100 + day / 3 + 5 * math.sin(day / 3), 2) for day in range(40)]),
                Series("Index", [round(100 + day / 4 + 3 * math.sin(day / 4), 2) for day in range(40)]),
            ],
        ),
    }


def samples(data: Mapping[str, Any] | None) -> dict[str, Any]:
    send = data is not None and "send" in data
    return {
        "form": SampleForm(data if send else None),
        "faulty_form": SampleForm({"email": "not an address", "amount": "-3", "kind": "buy"}, auto_id="faulty_%s"),
        "charts": charts(),
        "crumbs": [("Dashboard", "/"), ("Portfolio", "/components/"), ("World shares", "")],
        "rows": [
            (date(2026, 11, 20), "World shares", Decimal("12.4"), Money(Decimal("1182.15"), "EUR")),
            (date(2026, 11, 18), "Government bonds", Decimal(40), Money(Decimal(-3904), "EUR")),
            (date(2026, 11, 3), "Dividend", None, Money(Decimal("86.2"), "EUR")),
        ],
    }
