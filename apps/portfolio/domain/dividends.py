"""Dividends: what came, what that is of the cost, and what to expect from the cadence so far."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

from .activities import Activity, Kind
from .amounts import ZERO
from .ledger import Ledger
from .postings import Posting

# Months between payments, and the days between two that are taken for it.
_CADENCES = ((1, 20, 45), (3, 70, 115), (6, 150, 215), (12, 300, 430))


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment, in the base currency, before and after what was kept back."""

    on: date
    account: str
    symbol: str
    gross: Decimal
    net: Decimal
    per_unit: Decimal | None  # gross, of a unit as it is after the last split


def history(ledger: Ledger, activities: Sequence[Activity]) -> list[Paid]:
    """The dividends of a ledger that took in these activities, the first first."""
    held: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    splits = ledger.market.splits
    found: list[Paid] = []
    postings = iter(ledger.postings)
    waiting: Posting | None = next(postings, None)
    for event, activity in enumerate(activities):
        if activity.kind is Kind.SPLIT and any(split.event == event for split in splits.get(activity.symbol, ())):
            ratio = activity.ratio or 1
            for key in [key for key in held if key[1] == activity.symbol]:
                held[key] = held[key] * ratio.numerator / ratio.denominator
            found = [
                replace(paid, per_unit=paid.per_unit * ratio.denominator / ratio.numerator)
                if paid.symbol == activity.symbol and paid.per_unit is not None
                else paid
                for paid in found
            ]
        while waiting is not None and waiting.event == event:
            key = (waiting.holding.account, waiting.holding.name)
            if waiting.holding.security:
                held[key] += waiting.quantity
            if activity.kind is Kind.DIVIDEND and waiting.holding.security:
                per_unit = waiting.income / held[key] if held[key] > 0 else None
                found.append(Paid(activity.on, *key, waiting.income, -waiting.flow, per_unit))
            waiting = next(postings, None)
    return found


def yield_on_cost(paid: Iterable[Paid], cost: Decimal, on: date) -> Decimal | None:
    """The gross dividends of the last year as a part of what is held cost."""
    since = date(on.year - 1, on.month, min(on.day, monthrange(on.year - 1, on.month)[1]))
    total = sum((payment.gross for payment in paid if since < payment.on <= on), ZERO)
    return total / cost if cost > 0 else None


def cadence(days: Sequence[date]) -> int | None:
    """The months between payments, told from the median gap of the last five; None where there is none to tell."""
    ordered = sorted(set(days))[-5:]
    gaps = [(after - before).days for before, after in pairwise(ordered)]
    if not gaps:
        return None
    typical = median(gaps)
    return next((months for months, least, most in _CADENCES if least <= typical <= most), None)


@dataclass(frozen=True, slots=True)
class Expected:
    on: date
    symbol: str
    gross: Decimal


def forecast(paid: Sequence[Paid], quantity: Decimal, on: date, *, months: int = 12) -> list[Expected]:
    """
    What one security, paid in one account, is expected to pay after a day: at its cadence, as much a unit as a year ago
    where it paid then, and else as the last time. Nothing, when it has missed two payments.
    """
    if not paid or quantity <= 0:
        return []
    last, step = paid[-1], cadence([payment.on for payment in paid])
    if step is None or last.per_unit is None or later(last.on, 2 * step) < on:
        return []
    found = []
    number = step
    while (due := later(last.on, number)) <= later(on, months):
        if due > on:
            year_ago = later(due, -12)
            near = [payment for payment in paid if abs((payment.on - year_ago).days) <= 20 and payment.per_unit]
            per_unit = (near[-1] if near else last).per_unit or ZERO
            found.append(Expected(due, last.symbol, per_unit * quantity))
        number += step
    return found


def later(day: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
