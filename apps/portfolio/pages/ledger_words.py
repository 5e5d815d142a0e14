"""An activity in words and figures, as a list and its history show it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from project.lib import formats
from project.lib.money import CURRENCIES, Money

from ..models import Activity, ActivityChange


def money(amount: Decimal, currency: str) -> str:
    """Hundredths of a currency, which some exchanges quote, are no currency of their own."""
    if currency in CURRENCIES:
        return formats.money(Money(amount, currency))
    return f"{formats.number(amount)} {currency}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row. Its parts are words, empty where there is nothing to say."""

    activity: Activity

    @property
    def title(self) -> str:
        about = self.activity.instrument.symbol if self.activity.instrument else self.amount
        return f"{self.activity.get_kind_display()} {about}".strip()

    @property
    def kind(self) -> str:
        return str(self.activity.get_kind_display())

    @property
    def security(self) -> str:
        return self.activity.instrument.symbol if self.activity.instrument else ""

    @property
    def name(self) -> str:
        return self.activity.instrument.name if self.activity.instrument else ""

    @property
    def where(self) -> str:
        to = self.activity.to_account
        return f"{self.activity.account} → {to}" if to else str(self.activity.account)

    @property
    def quantity(self) -> str:
        return formats.number(self.activity.quantity) if self.activity.quantity else ""

    @property
    def price(self) -> str:
        if self.activity.price is None:
            return ""
        return f"{formats.number(self.activity.price)} {self.activity.currency}"

    @property
    def amount(self) -> str:
        """What was traded or paid, before fee and tax."""
        activity = self.activity
        gross = activity.amount or (activity.quantity * activity.price if activity.price is not None else None)
        return money(gross, activity.currency) if gross else ""

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Everything it says, for its own page."""
        activity = self.activity
        said = [
            ("Account", self.where),
            ("Day", formats.day(activity.on)),
            ("Time", formats.clock(activity.at) if activity.at else ""),
            ("Security", str(activity.instrument or "")),
            ("Received", str(activity.into or "")),
            ("Quantity", self.quantity),
            ("Ratio", f"{activity.ratio_new}:{activity.ratio_old}" if activity.ratio_new else ""),
            ("Price", self.price),
            ("Amount", self.amount),
            ("Fee", money(activity.fee, activity.currency) if activity.fee else ""),
            ("Tax", money(activity.tax, activity.currency) if activity.tax else ""),
            ("Cost", money(activity.cost, activity.currency) if activity.cost is not None else ""),
            ("Acquired", formats.day(activity.acquired_on) if activity.acquired_on else ""),
            ("Share of the cost", formats.percent(activity.share) if activity.share is not None else ""),
            ("Settled in", activity.settled_in),
            ("Exchange rate", formats.number(activity.rate) if activity.rate else ""),
            ("Note", activity.note),
            ("Tags", ", ".join(activity.tags)),
            ("From", activity.source),
        ]
        return [(label, value) for label, value in said if value]


_SHOWN = {
    "kind": "Kind", "on": "Day", "at": "Time", "quantity": "Quantity", "price": "Price", "amount": "Amount",
    "fee": "Fee", "tax": "Tax", "currency": "Currency", "settled_in": "Settled in", "rate": "Exchange rate",
    "share": "Share of the cost", "cost": "Cost", "acquired_on": "Acquired", "note": "Note", "account_id": "Account",
    "instrument_id": "Security",
}  # fmt: skip
# What stands for a name that may be gone: that it changed is said, and not to which.
_NAMED = {"account_id", "instrument_id"}


def differences(change: ActivityChange) -> list[tuple[str, str, str]]:
    """What an edit changed: the field, as it was and as it became."""
    before, after = change.before, change.after
    if before is None or after is None:
        return []
    return [
        (label, *(("another", "this one") if name in _NAMED else (_shown(before.get(name)), _shown(after.get(name)))))
        for name, label in _SHOWN.items()
        if before.get(name) != after.get(name)
    ]


def _shown(value: Any) -> str:
    return formats.UNKNOWN if value in (None, "") else str(value)
