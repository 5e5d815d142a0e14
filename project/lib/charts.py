"""A chart as plain values: what <steward-chart> draws and what its table shows. See docs/design.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from babel.numbers import is_currency

from . import formats
from .money import Money

MOST_ROWS = 40

Value = float | int | None


@dataclass(frozen=True)
class Series:
    """One line, set of bars or ring. None is unknown and leaves a gap; it is never drawn as zero."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Chart:
    """
    `labels` are days or names, one for each value of every series.

    A fan has the percentiles first, five from low to high, which it draws as bands, and then lines.

    `unit` is a currency code (EUR), `%` (the values are per cent), any other unit (kcal, kg), or nothing.
    """

    title: str
    kind: Literal["line", "area", "bar", "stacked", "pie", "fan"]
    labels: Sequence[str | date]
    series: Sequence[Series]
    axis: str = "Day"
    unit: str = ""
    decimals: int = 2

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.labels) for series in self.series):
            raise ValueError("every series needs one value for each label")

    @property
    def data(self) -> dict[str, Any]:
        """What the browser draws."""
        return {
            "title": self.title,
            "kind": self.kind,
            "labels": [str(label) for label in self.labels],
            "series": [{"name": series.name, "values": list(series.values)} for series in self.series],
            "unit": self.unit,
            "locale": str(formats.locale()).replace("_", "-"),
            "decimals": self.decimals,
        }

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table: every value, or an even choice with the first and last where there are many."""
        last = len(self.labels) - 1
        count = min(len(self.labels), MOST_ROWS)
        chosen = [round(step * last / max(count - 1, 1)) for step in range(count)]
        return [(self._named(self.labels[at]), [self._shown(one.values[at]) for one in self.series]) for at in chosen]

    def _named(self, label: str | date) -> str:
        return formats.day(label) if isinstance(label, date) else label

    def _shown(self, value: Value) -> str:
        if value is None:
            return "unknown"
        if is_currency(self.unit):
            return formats.money(Money(Decimal(str(value)), self.unit))
        return f"{formats.number(value, places=self.decimals)} {self.unit}".rstrip()
