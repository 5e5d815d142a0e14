"""Foods that people add for themselves."""

from typing import Any, TypedDict, Unpack

from django.db import transaction

from apps.jobs import public as jobs
from project.lib.errors import Conflict, NotThere

from .. import tasks
from ..domain.foods.nutrients import COLUMNS
from ..domain.foods.record import Mended, barcode_or_nothing
from ..models import POPULAR_FOOD, Food, FoodMeasure
from .recipes import recipes_made_of, reckon_anew


class BadFood(Conflict):
    code = "bad_food"


class Particulars(TypedDict, total=False):
    """`amounts` are in 100 g, by column, where None is unknown. `portions` are names with their grams."""

    name: str
    brand: str
    barcode: str
    amounts: dict[str, float | None]
    portions: list[tuple[str, float]]


@transaction.atomic
def add_food(*, owner: Any, **particulars: Unpack[Particulars]) -> Food:
    """
    Add a food that only its owner sees.

    :raises BadFood: an amount or the bar code cannot be
    """
    food = Food(owner=owner, source=Food.Source.OWN, popularity=POPULAR_FOOD)
    _say(food, particulars)
    return food


@transaction.atomic
def change_food(*, owner: Any, food: Food, **particulars: Unpack[Particulars]) -> Food:
    """
    What is left out stays as it is. Recipes that are made of it are reckoned anew.

    :raises BadFood: an amount or the bar code cannot be
    """
    _own(owner, food)
    made_of_it = recipes_made_of(food)
    _say(food, particulars)
    reckon_anew(made_of_it)
    return food


def begin_reckoning_anew(*, food: Food) -> None:
    """Have a worker bring the recipes that are made of it to what it says now: of the catalogue's foods, very many."""
    jobs.start(
        tasks.reckon_recipes, owner=None, title=f"Reckon what is made of {food.name}", arguments={"foods": [food.pk]}
    )


@transaction.atomic
def delete_food(*, owner: Any, food: Food) -> None:
    """Recipes that were made of it keep their lines, and no longer know that food."""
    _own(owner, food)
    made_of_it = recipes_made_of(food)
    food.delete()
    reckon_anew(made_of_it)


def _own(owner: Any, food: Food) -> None:
    if food.owner_id != owner.pk:
        raise NotThere("You added no such food.")


def _say(food: Food, particulars: Particulars) -> None:
    food.name = particulars.get("name", food.name).strip()
    food.brand = particulars.get("brand", food.brand).strip()
    if "barcode" in particulars:
        food.barcode = _barcode(particulars["barcode"])
    for column, amount in particulars.get("amounts", {}).items():
        setattr(food, column, amount)
    _check(food)
    food.save()
    if "portions" in particulars:
        food.measures.all().delete()
        FoodMeasure.objects.bulk_create(
            FoodMeasure(food=food, label=label, grams=grams, counts=False)
            for label, grams in dict(particulars["portions"]).items()
        )


def _barcode(code: str) -> str:
    mended = Mended()
    digits = barcode_or_nothing(code.replace(" ", ""), mended)
    if mended.counts:
        sentence = "This is no bar code: write all of its digits, as they stand below the bars."
        raise BadFood(sentence, fields={"barcode": [sentence]})
    return digits


# Whatever a label says, 100 g hold no more than 100 g of anything, and no more energy than fat does.
_MOST = {"kcal": 902.0, "g": 100.0, "mg": 100_000.0, "ug": 100_000_000.0}


def _check(food: Food) -> None:
    faults = {}
    for column in COLUMNS:
        amount = getattr(food, column)
        most = _MOST[column.rsplit("_", 1)[1]]
        if amount is not None and not 0 <= amount <= most:
            faults[column] = [f"In 100 g there can be from 0 to {most:,.0f}."]
    parts = [food.protein_g, food.carbohydrate_g, food.fat_g, food.alcohol_g]  # type: ignore[attr-defined]
    if not faults and sum(part or 0 for part in parts) > 105:
        faults["fat_g"] = ["Protein, carbohydrate, fat and alcohol add up to more than 100 g."]
    if faults:
        raise BadFood(" ".join(sentence for [sentence] in faults.values()), fields=faults)
