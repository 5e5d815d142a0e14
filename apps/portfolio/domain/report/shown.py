"""Writing figures for JSON: every number as a string, money to the cent, percentages as parts of one."""

from datetime import date
from decimal import Decimal

from ..amounts import rounded


def money(amount: Decimal, currency: str) -> str:
    return f"{rounded(amount, currency) + 0:f}"


def quantity(amount: Decimal) -> str:
    """As exact as anybody can trade it."""
    text = f"{amount.quantize(Decimal('1e-12')):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def part(figure: float | Decimal | None) -> str | None:
    """0.0512 is 5.12 %. Twelve digits, as the rest is rounding."""
    if figure is None:
        return None
    value = Decimal(f"{round(float(figure), 12) + 0:.12g}")
    return f"{value:f}" if abs(value) < Decimal("1e15") else str(value)


def day(when: date | None) -> str | None:
    return when.isoformat() if when else None
