"""What the sample household eats: given, and taken away again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from project.lib.person import speaking_to
from project.lib.seeding import chance

from ..models import DiaryEntry, DiaryTarget, Drink, Food, Recipe
from ..queries.curated import ingredients
from .catalogue import SOURCE
from .diary import GRAMS, SERVING
from .drinks import GLASS_ML
from .targets import own_aim

DAYS = 35
# Of so many days one is not written down, and of another the dinner is left out: people forget.
FORGOTTEN_DAY, FORGOTTEN_DINNER = 11, 8
Note = tuple[float, float, float, float, float]  # kcal, then grams of protein, carbohydrate, fat and fibre


@dataclass(frozen=True, slots=True)
class Dish:
    """
    A recipe of the catalogue by its title, or so many grams of an ingredient.

    Until the catalogue is loaded, a note by hand of about what it holds stands for it.
    """

    name: str
    note: Note
    grams: float | None = None


BREAKFASTS = (
    Dish("Porridge with banana and walnuts", (420, 13, 60, 15, 8)),
    Dish("Overnight oats with blueberries", (360, 14, 55, 10, 8)),
    Dish("Yogurt with nuts and berries", (300, 19, 24, 15, 4)),
    Dish("Spinach omelette", (290, 20, 4, 22, 2)),
)
LUNCHES = (
    Dish("Lentil soup with lemon", (340, 18, 50, 8, 14)),
    Dish("Greek salad", (330, 10, 15, 27, 4)),
    Dish("Quinoa salad with roasted sweet potato", (450, 13, 65, 16, 10)),
    Dish("Potato and leek soup", (310, 8, 48, 10, 6)),
    Dish("Rice and black beans", (430, 16, 78, 6, 13)),
)
DINNERS = (
    Dish("Roast salmon with potatoes and broccoli", (620, 40, 46, 30, 8)),
    Dish("Chicken and vegetable stir-fry", (480, 38, 40, 18, 6)),
    Dish("Spaghetti with tomato sauce", (540, 17, 95, 11, 8)),
    Dish("Chickpea curry", (520, 18, 66, 20, 15)),
    Dish("Mushroom risotto", (560, 15, 85, 17, 4)),
    Dish("Beef and bean chili", (550, 38, 45, 23, 14)),
)
SNACKS = (
    Dish("apple", (95, 0.5, 25, 0.3, 4), grams=180),
    Dish("banana", (105, 1.3, 27, 0.4, 3), grams=120),
    Dish("almond", (175, 6, 6, 15, 3.5), grams=30),
    Dish("dark chocolate", (120, 1.6, 9, 8.5, 2), grams=20),
    Dish("orange", (66, 1.3, 16, 0.2, 3), grams=140),
)
COFFEE = Dish("coffee", (2, 0.3, 0, 0, 0), grams=240)


@transaction.atomic
def load_sample(person: Any) -> None:
    """Give a person five weeks of a diary, with targets; nothing where they have them."""
    if DiaryEntry.objects.for_user(person).filter(is_sample=True).exists():
        return
    with speaking_to(person):
        today = timezone.localdate()
    catalogue = _Catalogue()
    first = today - timedelta(days=DAYS - 1)
    entries, drinks = [], []
    for number in range(DAYS):
        on = first + timedelta(days=number)
        luck = chance("diary", number)
        # The last days are whole, so that the first look shows something.
        if number % FORGOTTEN_DAY != FORGOTTEN_DAY - 1 or number > DAYS - 4:
            entries += [catalogue.entry(person, on, meal, dish) for meal, dish in _eaten(luck, number)]
            drinks += [
                Drink(owner=person, on=on, volume_ml=GLASS_ML, is_sample=True) for _ in range(luck.randint(4, 8))
            ]
    DiaryEntry.objects.bulk_create(entries)
    Drink.objects.bulk_create(drinks)
    _aim(person, first)


def _eaten(luck: Random, number: int) -> Iterator[tuple[str, Dish]]:
    yield "breakfast", luck.choice(BREAKFASTS)
    yield "breakfast", COFFEE
    yield "lunch", luck.choice(LUNCHES)
    if number % FORGOTTEN_DINNER != FORGOTTEN_DINNER - 1 or number > DAYS - 4:
        yield "dinner", luck.choice(DINNERS)
    for dish in luck.sample(SNACKS, luck.randint(1, 3)):
        yield "snack", dish


def _aim(person: Any, first: date) -> None:
    aims = (
        own_aim("energy", about=1900), own_aim("protein", about=85), own_aim("carbohydrate", about=230),
        own_aim("fat", about=65), own_aim("fibre", low=30), own_aim("sodium", high=2300), own_aim("iron", low=11),
        own_aim("drinks", about=2000),
    )  # fmt: skip
    DiaryTarget.objects.bulk_create(
        [
            DiaryTarget(
                owner=person, nutrient=aim.nutrient, since=first, low=aim.target.low, high=aim.target.high,
                is_about=aim.is_about, is_sample=True,
            )
            for aim in aims
        ],
        ignore_conflicts=True,
    )  # fmt: skip


@transaction.atomic
def remove_sample(person: Any) -> None:
    """What the person wrote themselves stays."""
    for model in (DiaryEntry, Drink, DiaryTarget):
        model.objects.for_user(person).filter(is_sample=True).delete()


class _Catalogue:
    """What the dishes are, as far as the catalogue is there."""

    def __init__(self) -> None:
        known = ingredients()
        weighed = {dish.name: known[dish.name].food for dish in (*SNACKS, COFFEE)}
        foods = {food.name: food for food in Food.objects.filter(owner=None, name__in=weighed.values())}
        self.foods = {words: foods[name] for words, name in weighed.items() if name in foods}
        titles = [dish.name for dish in (*BREAKFASTS, *LUNCHES, *DINNERS)]
        recipes = Recipe.objects.filter(owner=None, source_name=SOURCE, title__in=titles)
        self.recipes = {recipe.title: recipe for recipe in recipes}

    def entry(self, person: Any, on: date, meal: str, dish: Dish) -> DiaryEntry:
        entry = DiaryEntry(owner=person, on=on, meal=meal, name=dish.name.capitalize(), is_sample=True)
        food, recipe = self.foods.get(dish.name), self.recipes.get(dish.name)
        if food is not None and dish.grams is not None:
            entry.food, entry.quantity, entry.unit, entry.unit_g = food, dish.grams, GRAMS, 1.0
            entry.holds(food.amounts(dish.grams))
        elif recipe is not None:
            entry.name, entry.recipe, entry.unit, entry.coverage = recipe.title, recipe, SERVING, recipe.coverage
            entry.holds(recipe.amounts())
        else:
            keys = ("energy", "protein", "carbohydrate", "fat", "fibre")
            entry.holds(dict(zip(keys, dish.note, strict=True)))
        return entry
