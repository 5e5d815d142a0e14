"""Saying how a portfolio shall be spread."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from project.lib.errors import DomainError

from ..domain.allocation import UNLABELLED
from ..domain.amounts import ZERO
from ..models import Instrument, Label, Portfolio, Target
from .rules import own


class BadTargets(DomainError):
    code = "bad_targets"


@transaction.atomic
def set_targets(
    *, owner: Any, by: str, targets: Mapping[str | Instrument, Decimal], portfolio: Portfolio | None = None
) -> None:
    """
    These in the place of those there were; none at all takes them away. Weights are parts of one.

    :param targets: by kind, by label (or `unlabelled`), or by instrument, as `by` says
    :raises BadTargets: they do not come to one, or name what there is not
    """
    if portfolio is not None:
        own(owner, portfolio, "portfolio")
    wanted = {part: weight for part, weight in targets.items() if weight}
    if any(weight < 0 for weight in wanted.values()):
        raise BadTargets("A target must not be below zero.")
    total = sum(wanted.values(), ZERO)
    if wanted and total != 1:
        raise BadTargets(f"Targets must add up to 100 %; yours come to {(total * 100).normalize():f} %.")
    rows = [Target(owner=owner, portfolio=portfolio, by=by, weight=weight) for weight in wanted.values()]
    known = _known(owner, by)
    for row, part in zip(rows, wanted, strict=True):
        if isinstance(part, Instrument):
            row.instrument = part
        elif part not in known:
            raise BadTargets(f"There is no {by} called {part}.")
        else:
            row.name = part
    Target.objects.for_user(owner).filter(by=by, portfolio=portfolio).delete()
    Target.objects.bulk_create(rows)


def _known(owner: Any, by: str) -> set[str]:
    if by == Target.By.KIND:
        return set(Instrument.Kind.values)
    if by == Target.By.LABEL:
        return {UNLABELLED, *Label.objects.for_user(owner).values_list("name", flat=True)}
    return set()
