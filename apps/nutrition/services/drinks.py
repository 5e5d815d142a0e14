"""What people drink, by the glass."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum

from project.lib.errors import Conflict, NotThere

from ..models import Drink
from .diary import check_day

GLASS_ML, BOTTLE_ML = 250, 500
MOST_AT_ONCE, MOST_OF_A_DAY = 5_000, 30_000


class BadDrink(Conflict):
    code = "bad_drink"


def log_drink(*, owner: Any, on: date, volume_ml: int) -> Drink:
    """
    Write down a glass.

    :raises BadDrink: it is no volume that somebody drinks, or the day holds more than anybody can
    :raises BadEntry: a diary has no such day
    """
    check_day(on)
    if not 1 <= volume_ml <= MOST_AT_ONCE:
        sentence = f"This can be from 1 to {MOST_AT_ONCE:,} ml."
        raise BadDrink(sentence, fields={"volume_ml": [sentence]})
    drunk = Drink.objects.for_user(owner).filter(on=on).aggregate(all=Sum("volume_ml"))["all"] or 0
    if drunk + volume_ml > MOST_OF_A_DAY:
        raise BadDrink(f"That would be more than {MOST_OF_A_DAY // 1000} litres in a day.")
    return Drink.objects.create(owner=owner, on=on, volume_ml=volume_ml)


def forget_drink(*, owner: Any, uuid: UUID) -> Drink:
    """
    Take a glass back.

    :raises NotThere: the person wrote no such thing down
    """
    drink = Drink.objects.for_user(owner).filter(uuid=uuid).first()
    if drink is None:
        raise NotThere("There is no such drink in your diary.")
    Drink.objects.filter(pk=drink.pk).delete()
    return drink
