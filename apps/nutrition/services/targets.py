"""What people aim at, from a day on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from project.lib.errors import Conflict

from ..domain.diary.aims import AIMED_AT, Aim, around, unit_of
from ..domain.intakes.targets import Target
from ..models import DiaryTarget, Meal

# Far more than anybody eats, in each unit: a figure in the wrong one.
_MOST = {"kcal": 20_000.0, "g": 5_000.0, "mg": 1_000_000.0, "µg": 1_000_000_000.0, "ml": 20_000.0}


class BadTarget(Conflict):
    code = "bad_target"


def _refuse(field: str, sentence: str) -> BadTarget:
    return BadTarget(sentence, fields={field: [sentence]})


def own_aim(
    nutrient: str, *, meal: str = "", about: float | None = None, low: float | None = None, high: float | None = None
) -> Aim:
    """
    An aim as a person says it: about so much, or at least, at most, or between.

    :raises BadTarget: there is no such nutrient or meal, or the bounds cannot be
    """
    if nutrient not in AIMED_AT:
        raise _refuse("nutrient", "There is no such nutrient.")
    if meal and meal not in Meal.values:
        raise _refuse("meal", f"A meal is one of {', '.join(Meal.values)}.")
    most = _MOST[unit_of(nutrient)]
    for name, bound in (("about", about), ("low", low), ("high", high)):
        if bound is not None and not 0 <= bound <= most:
            raise _refuse(name, f"This can be from 0 to {most:,.0f} {unit_of(nutrient)}.")
    if about is not None:
        if low is not None or high is not None:
            raise _refuse("about", "Say either about how much, or at least and at most.")
        low, high = around(nutrient, about)
    if low is None and high is None:
        raise _refuse("about", "Say how much.")
    if low is not None and high is not None and low > high:
        raise _refuse("high", "At most is less than at least.")
    return Aim(Target(nutrient, unit_of(nutrient), low, high, ""), meal, is_about=about is not None)


@transaction.atomic
def set_targets(*, owner: Any, aims: Sequence[Aim], since: date) -> None:
    """Aim at these from that day on, until others are set. Days before are judged by what held then."""
    rows = [
        DiaryTarget(
            owner=owner, nutrient=aim.nutrient, meal=aim.meal, since=since, low=aim.target.low, high=aim.target.high,
            is_about=aim.is_about, source=aim.target.source,
        )
        for aim in aims
    ]  # fmt: skip
    DiaryTarget.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["owner", "nutrient", "meal", "since"],
        update_fields=["low", "high", "is_about", "source", "is_sample"],
    )  # fmt: skip


@transaction.atomic
def say_targets(*, owner: Any, said: Sequence[dict[str, Any]], since: date) -> None:
    """
    Aim at what is said, each as `own_aim` takes it; one that says no amount is aimed at no longer.

    :raises BadTarget: with the place in the list of the one at fault
    """
    aims = {}
    for place, each in enumerate(said):
        key = (each["nutrient"], each.get("meal", ""))
        if not each.keys() & {"about", "low", "high"}:
            end_target(owner=owner, nutrient=key[0], meal=key[1], since=since)
            continue
        try:
            aims[key] = own_aim(**each)
        except BadTarget as no:
            raise BadTarget(
                no.detail, fields={f"targets.{place}.{name}": no.fields[name] for name in no.fields}
            ) from no
    set_targets(owner=owner, aims=[*aims.values()], since=since)


@transaction.atomic
def end_target(*, owner: Any, nutrient: str, meal: str, since: date) -> None:
    """From that day on it is aimed at no longer."""
    of_it = DiaryTarget.objects.for_user(owner).filter(nutrient=nutrient, meal=meal)
    of_it.filter(since=since).delete()
    held = of_it.in_force(since).first()
    # An end is written down only where there is something to end.
    if held is not None and (held.low is not None or held.high is not None):
        DiaryTarget.objects.create(owner=owner, nutrient=nutrient, meal=meal, since=since)
