"""What a person pays for a food."""

from decimal import Decimal
from typing import Any

from project.lib.errors import Conflict
from project.lib.money import CURRENCIES

from ..domain.costs import GRAMS_IN
from ..models import Food, FoodPrice

DEAREST = Decimal(1_000_000)
MOST_QUANTITY = 100_000


class BadPrice(Conflict):
    code = "bad_price"


def set_price(
    *, owner: Any, food: Food, price: Decimal, quantity: float, unit: str, currency: str = ""
) -> FoodPrice:  # fmt: skip
    """
    In place of the one before; in the person's own currency where none is said.

    :param unit: one of `domain.costs.GRAMS_IN`, or the name of a measure of the food
    :raises BadPrice: it is out of bounds, or nobody knows what that unit of the food weighs
    """
    grams = _grams(food, quantity, unit)
    currency = currency or owner.base_currency
    faults = {}
    if not 0 <= price <= DEAREST:
        faults["price"] = [f"From 0 to {DEAREST:,}."]
    if not 0 < quantity <= MOST_QUANTITY:
        faults["quantity"] = [f"More than 0, up to {MOST_QUANTITY:,}."]
    if grams is None:
        faults["unit"] = [f"One of {', '.join(GRAMS_IN)}, or a measure of this food."]
    if currency not in CURRENCIES:
        faults["currency"] = ["This is no currency that Steward knows."]
    if faults:
        raise BadPrice(" ".join(sentence for [sentence] in faults.values()), fields=faults)
    said = {"price": price, "currency": currency, "quantity": quantity, "unit": unit, "grams": grams}
    return FoodPrice.objects.update_or_create(owner=owner, food=food, defaults=said)[0]


def _grams(food: Food, quantity: float, unit: str) -> float | None:
    if unit in GRAMS_IN:
        return quantity * float(GRAMS_IN[unit])
    measure = food.measures.filter(label=unit).first()
    return None if measure is None else quantity * measure.grams


def forget_price(*, owner: Any, food: Food) -> None:
    """Nothing happens where there is none."""
    FoodPrice.objects.for_user(owner).filter(food=food).delete()
