"""Measuring one's body: a figure a day of each kind, and what becomes of it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from project.lib.errors import DomainError

from ..domain.body import Body
from ..models import Measurement

EARLIEST = date(1900, 1, 1)


class BadMeasurement(DomainError):
    code: ClassVar[str] = "bad_measurement"


class MeasuredAlready(DomainError):
    code: ClassVar[str] = "measured_already"


def log_measurement(*, owner: Any, kind: Body, value: Decimal, on: date, today: date) -> Measurement:
    """
    In the unit of its kind: kg, cm or %. Over what was said of the same day.

    :raises BadMeasurement: nobody measures that, or not yet
    """
    exact = _refuse_bad(kind, value, on, today)
    row, _ = Measurement.objects.kept().update_or_create(owner=owner, kind=kind, on=on, defaults={"value": exact})
    return row


@transaction.atomic
def log_measurements(*, owner: Any, values: Mapping[Body, Decimal], on: date, today: date) -> int:
    """
    Several of one day; how many. All of them or none.

    :raises BadMeasurement: nobody measures that, or not yet
    """
    for kind, value in values.items():
        log_measurement(owner=owner, kind=kind, value=value, on=on, today=today)
    return len(values)


def change_measurement(*, measurement: Measurement, value: Decimal, on: date, today: date) -> Measurement:
    """
    :raises BadMeasurement: nobody measures that, or not yet
    :raises MeasuredAlready: on the other day there is a figure already
    """
    measurement.value = _refuse_bad(Body(measurement.kind), value, on, today)
    measurement.on = on
    try:
        with transaction.atomic():
            measurement.save(update_fields=["value", "on"])
    except IntegrityError:
        raise MeasuredAlready(
            "You measured this on that day already. Change that figure instead.", fields={"on": ["There is one."]}
        ) from None
    return measurement


def delete_measurement(*, measurement: Measurement, now: datetime) -> None:
    """It can be brought back for thirty days."""
    Measurement.objects.kept().filter(pk=measurement.pk).update(deleted_at=now)


def restore_measurement(*, measurement: Measurement) -> None:
    """:raises MeasuredAlready: meanwhile there is another figure of that day"""
    try:
        with transaction.atomic():
            Measurement.objects.filter(pk=measurement.pk).update(deleted_at=None)
    except IntegrityError:
        raise MeasuredAlready("Meanwhile you noted another figure of that day, which stays.") from None


def _refuse_bad(kind: Body, value: Decimal, on: date, today: date) -> Decimal:
    """The value as it is kept."""
    least, most = kind.bounds
    if not least <= value <= most:
        sentence = f"{kind.label} is from {least} to {most} {kind.unit}."
        raise BadMeasurement(sentence, fields={"value": [sentence]})
    if not EARLIEST <= on <= today:
        sentence = "Choose today or an earlier day."
        raise BadMeasurement(sentence, fields={"on": [sentence]})
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
