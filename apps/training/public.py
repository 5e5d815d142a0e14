"""What other apps may ask of training. Plain values come out; people, words and days go in."""

from datetime import date
from decimal import Decimal
from typing import Any

from . import services
from .domain.body import Body
from .queries import measurements
from .services import load_library

__all__ = ["Body", "load_library", "log_measurement", "weights"]


def weights(user: Any, since: date | None = None) -> list[tuple[date, Decimal]]:
    """Each day a person weighed themselves, and the kilograms, in order; in one statement."""
    return measurements.series(user, Body.WEIGHT, since)


def log_measurement(user: Any, *, kind: Body, value: Decimal, on: date, today: date) -> None:
    """
    In kg, cm or %, as `kind.unit` says; over what was said of the same day.

    :raises DomainError: nobody measures that, or not yet
    """
    services.log_measurement(owner=user, kind=kind, value=value, on=on, today=today)
