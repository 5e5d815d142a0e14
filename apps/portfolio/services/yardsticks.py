"""Choosing what returns are measured by."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from project.lib.errors import DomainError, NotThere

from ..domain.amounts import ZERO
from ..models import BenchmarkPart, Instrument, Yardstick
from . import marks
from .rules import refusal

MOST_PARTS = 20


class BadYardstick(DomainError):
    code = "bad_yardstick"


@transaction.atomic
def set_yardstick(*, owner: Any, risk_free: Decimal, benchmark: Mapping[Instrument, Decimal]) -> None:
    """
    In the place of what there was; an empty benchmark compares with nothing.

    :param benchmark: what part of one each is
    :raises BadYardstick: the parts do not come to one, or the rate cannot be meant
    """
    if not -1 < risk_free <= 1:
        raise refusal(BadYardstick, "risk_free", "The rate is above -100 % and at most 100 % a year.")
    if len(benchmark) > MOST_PARTS:
        raise BadYardstick(f"A basket has at most {MOST_PARTS} securities.")
    if any(weight <= 0 for weight in benchmark.values()):
        raise BadYardstick("Each part of the basket must be above zero.")
    total = sum(benchmark.values(), ZERO)
    if benchmark and total != 1:
        raise BadYardstick(f"The parts must add up to 100 %; yours come to {(total * 100).normalize():f} %.")
    if any(instrument.owner_id not in (None, owner.pk) for instrument in benchmark):
        raise NotThere("There is no such instrument.")
    yardstick, _ = Yardstick.objects.update_or_create(owner=owner, defaults={"risk_free": risk_free})
    yardstick.parts.all().delete()
    BenchmarkPart.objects.bulk_create(
        BenchmarkPart(yardstick=yardstick, instrument=instrument, weight=weight)
        for instrument, weight in benchmark.items()
    )
    marks.new_version(owner)
