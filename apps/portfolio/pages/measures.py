"""Percentages with the name of their method, and the numbers that each comes from, in words."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from project.lib import formats
from project.lib.money import Money

A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Measure:
    """`behind` are the numbers it comes from; `why_not` says why there is no value."""

    key: str
    label: str
    value: str
    trend: str
    meaning: str
    behind: tuple[tuple[str, str], ...] = ()
    why_not: str = ""


def signed_percent(ratio: float | Decimal | None, places: int = 2) -> str:
    shown = formats.percent(ratio, places=places)
    return f"+{shown}" if ratio is not None and ratio > 0 else shown


def trend(value: float | Decimal | None) -> str:
    """Up, down or neither, for the colour and the arrow beside the sign."""
    return "" if not value else "up" if value > 0 else "down"


def money_of(amount: Decimal | float, currency: str) -> Money:
    return Money(amount if isinstance(amount, Decimal) else Decimal(str(amount)), currency)


def returns_of(found: dict[str, Any]) -> list[Measure]:
    """The three returns of a range, which answer three questions."""
    return [_twr(found), _xirr(found), _simple(found)]


def risks_of(found: dict[str, Any]) -> list[Measure]:
    return [_drawdown(found), _volatility(found), *_ratios(found)]


def _why_not(found: dict[str, Any], name: str) -> str:
    problem = found["problems"].get(name)
    if problem:
        return str(problem["detail"])
    return "" if found[name] is not None else "There is too little in this range to tell."


def _twr(found: dict[str, Any]) -> Measure:
    yearly = found["twr_annualised"]
    behind = (
        *_amounts(found, "start", "end", "inflow", "outflow"),
        ("Days linked", formats.number(found["days"])),
        ("Before fees and taxes", signed_percent(found["twr_gross"])),
        ("Per year", "not said of less than a year" if yearly is None else signed_percent(yearly)),
    )
    return Measure(
        "twr", "Time-weighted (TWR)", signed_percent(found["twr"]), trend(found["twr"]),
        "What one unit of money became, whenever you paid in or took out: the returns of all days, linked. "
        "What comes in counts from the start of its day, what leaves counts until its end.",
        behind, _why_not(found, "twr"),
    )  # fmt: skip


def _xirr(found: dict[str, Any]) -> Measure:
    whole_year = found["days"] >= A_YEAR
    rate, period = found["xirr"], found["xirr_of_period"]
    shown = rate if whole_year else period
    return Measure(
        "xirr", "Money-weighted (XIRR), per year" if whole_year else "Money-weighted (XIRR), this range",
        signed_percent(shown), trend(shown),
        "The rate at which every sum, from the day you paid it in, would have grown to what is there at the end. "
        "A year has 365 days.",
        (
            *_amounts(found, "start", "inflow", "outflow", "end"),
            ("Rate per year", signed_percent(rate)),
            ("In this range", signed_percent(period)),
        ), _why_not(found, "xirr"),
    )  # fmt: skip


def _simple(found: dict[str, Any]) -> Measure:
    return Measure(
        "simple", "Simple return", signed_percent(found["simple"]), trend(found["simple"]),
        "The gain as a part of all that was put in: the value at the start and everything paid in since.",
        _amounts(found, "gain", "start", "inflow"), _why_not(found, "simple"),
    )  # fmt: skip


def _drawdown(found: dict[str, Any]) -> Measure:
    fall = found["drawdown"] or {}
    behind = (
        ("Peak", formats.day(fall.get("peak_on"))),
        ("Lowest", formats.day(fall.get("trough_on"))),
        ("Peak reached again", formats.day(fall["recovered_on"]) if fall.get("recovered_on") else "not yet"),
    )
    return Measure(
        "drawdown", "Deepest fall", formats.percent(fall.get("depth"), places=2), trend(fall.get("depth")),
        "How far the time-weighted return once fell below a peak it had reached before.",
        behind if fall.get("peak_on") else (), _why_not(found, "drawdown"),
    )  # fmt: skip


def _volatility(found: dict[str, Any]) -> Measure:
    return Measure(
        "volatility", "Volatility, per year", formats.percent(found["volatility"], places=2), "",
        "How much the returns of working days differ: their standard deviation, times the root of 252, as many as a "
        "year has.",
        (("Below zero only", formats.percent(found["downside_deviation"], places=2)),), _why_not(found, "volatility"),
    )  # fmt: skip


def _ratios(found: dict[str, Any]) -> list[Measure]:
    free = ("Return without risk, per year", formats.percent(found["risk_free"], places=2))
    return [
        Measure(
            "sharpe", "Sharpe ratio", formats.number(found["sharpe"], places=2), "",
            "What a year of the mean day earned above the return without risk, divided by the volatility.",
            (free, ("Volatility", formats.percent(found["volatility"], places=2))), _why_not(found, "sharpe"),
        ),
        Measure(
            "sortino", "Sortino ratio", formats.number(found["sortino"], places=2), "",
            "The same, divided by the variation below zero only.",
            (free, ("Variation below zero", formats.percent(found["downside_deviation"], places=2))),
            _why_not(found, "sortino"),
        ),
    ]  # fmt: skip


def comparison_of(found: dict[str, Any]) -> list[Measure]:
    """A range beside its benchmark: `found` is that of queries.comparison, with figures."""
    currency, free = found["currency"], ("Return without risk, per year", formats.percent(found["risk_free"], places=2))
    why_not = "" if found["tracking_error"] is not None else "There is too little in this range to tell."

    def measure(key: str, label: str, value: str, meaning: str, *behind: tuple[str, str]) -> Measure:
        return Measure(key, label, value, "", meaning, behind, why_not if found.get(key, 0) is None else "")

    return [
        Measure(
            "benchmark_twr", "Benchmark (TWR)", signed_percent(found["twr"]), trend(found["twr"]),
            "What the benchmark returned on the same days, in your base currency; a basket is brought back to its "
            "parts every day.",
            (
                ("The same money in it", formats.money(money_of(round(found["same_money"], 2), currency))),
                ("What you have", formats.money(money_of(round(found["end"], 2), currency))),
            ),
        ),
        measure(
            "beta", "Beta", formats.number(found["beta"], places=2),
            "How much your returns moved where those of the benchmark moved by one: their covariance by its variance "
            "(Sharpe 1964).",
        ),
        measure(
            "alpha", "Alpha (Jensen), per year", signed_percent(found["alpha"]),
            "What the mean day earned beyond what beta explains, above the return without risk, compounded to a year "
            "(Jensen 1968).", free,
        ),
        measure(
            "correlation", "Correlation", formats.number(found["correlation"], places=2),
            "How far both went together: 1 is always, 0 is not at all.",
        ),
        measure(
            "tracking_error", "Tracking error, per year", formats.percent(found["tracking_error"], places=2),
            "How much the difference between both returns varies: its standard deviation, times the root of 252.",
            ("Information ratio", formats.number(found["information_ratio"], places=2)),
        ),
    ]  # fmt: skip


PARTS = {
    "start": "Value at the start",
    "inflow": "Paid in",
    "outflow": "Taken out",
    "price_gain": "Gain in price",
    "fx_gain": "Gain from exchange rates",
    "income": "Dividends and interest",
    "fees": "Fees",
    "taxes": "Taxes",
    "end": "Value at the end",
    "gain": "Gain",
}
# What is shown with a minus though it is kept without.
TAKEN = ("outflow", "fees", "taxes")


def _amounts(found: dict[str, Any], *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((PARTS[name], formats.money(Money(found["parts"][name], found["currency"]))) for name in names)


def parts_of(found: dict[str, Any]) -> list[tuple[str, Money]]:
    """What the range brought, in parts that add up to the value at the end, to the cent."""
    return [
        (words, Money(-found["parts"][name] if name in TAKEN else found["parts"][name], found["currency"]))
        for name, words in PARTS.items()
        if name != "gain"
    ]
