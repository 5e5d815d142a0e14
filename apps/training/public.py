"""What other apps may ask of training. Plain values come out; people, words and days go in."""

from datetime import date
from decimal import Decimal
from typing import Any

from . import services
from .domain.body import Body
from .queries import measurements, routines
from .services import load_library

__all__ = ["Body", "load_library", "log_measurement", "training_days", "weights"]


def weights(user: Any, since: date | None = None) -> list[tuple[date, Decimal]]:
    """Each day a person weighed themselves, and the kilograms, in order; in one statement."""
    return measurements.series(user, Body.WEIGHT, since)


def training_days(user: Any, start: date, days: int) -> list[date]:
    """
    Which of these days are days of training, in order: those on which the person trained, and the weekdays of the
    routine that they follow. In two statements.
    """
    return routines.training_days(user, start, days)


def log_measurement(user: Any, *, kind: Body, value: Decimal, on: date, today: date) -> None:
    """
    In kg, cm or %, as `kind.unit` says; over what was said of the same day.

    :raises DomainError: nobody measures that, or not yet
    """
    services.log_measurement(owner=user, kind=kind, value=value, on=on, today=today)
