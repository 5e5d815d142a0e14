"""Foods and recipes to test with."""

from datetime import date
from io import BytesIO
from typing import Any

import factory
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from apps.nutrition.domain.plans.wishes import Wishes
from apps.nutrition.models import (
    DiaryEntry,
    Food,
    FoodMeasure,
    MealPlan,
    PantryLot,
    PlannedMeal,
    Recipe,
    RecipeImport,
    ShoppingItem,
    ShoppingList,
)
from project.lib.testing import UserFactory


class FoodFactory(factory.django.DjangoModelFactory):
    """One of the catalogue; with an owner, a private one."""

    class Meta:
        model = Food

    name = factory.Sequence(lambda number: f"Food {number}")
    source = "csv"
    source_id = factory.Sequence(str)
    energy_kcal = 100.0
    protein_g = 10.0
    carbohydrate_g = 10.0
    fat_g = 2.0


class OwnFoodFactory(FoodFactory):
    owner = factory.SubFactory(UserFactory)
    source = "own"


class FoodMeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FoodMeasure

    food = factory.SubFactory(FoodFactory)
    label = "cup"
    unit = "cup"
    grams = 120.0


class RecipeFactory(factory.django.DjangoModelFactory):
    """One of the catalogue; with an owner, a private one."""

    class Meta:
        model = Recipe

    title = factory.Sequence(lambda number: f"Recipe {number}")
    servings = 2
    minutes_prep = 10
    steps = factory.LazyFunction(lambda: ["Cook it."])


def picture(side: int = 600) -> SimpleUploadedFile:
    """As a phone sends it, with where it was taken."""
    content, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Maker of phones"
    Image.new("RGB", (side, side // 2), "tomato").save(content, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_1.jpg", content.getvalue(), content_type="image/jpeg")


class OwnRecipeFactory(RecipeFactory):
    owner = factory.SubFactory(UserFactory)


class DiaryEntryFactory(factory.django.DjangoModelFactory):
    """A note by hand, of today."""

    class Meta:
        model = DiaryEntry

    owner = factory.SubFactory(UserFactory)
    on = factory.LazyFunction(timezone.localdate)
    meal = "lunch"
    name = factory.Sequence(lambda number: f"Meal {number}")
    energy_kcal = 500.0


class RecipeImportFactory(factory.django.DjangoModelFactory):
    """A text that was read, with one recipe found in it."""

    class Meta:
        model = RecipeImport

    owner = factory.SubFactory(UserFactory)
    title = "Pasted text"
    text = "Onions\n100 g onions\nFry."
    state = "read"
    found = factory.LazyFunction(
        lambda: [
            {
                "recipe": {"title": "Onions", "lines": ["100 g onions"], "steps": ["Fry."], "servings": 2},
                "unknown": [],
                "same_as": "",
                "kept": "",
            }
        ]
    )


class DishFactory(RecipeFactory):
    """A recipe that a plan may hold: everything that targets need is known of it."""

    title = factory.Sequence(lambda number: f"Dish {number}")
    meals = factory.LazyFunction(lambda: ["lunch", "dinner"])
    energy_kcal = 600.0
    protein_g = 30.0
    carbohydrate_g = 70.0
    fat_g = 20.0
    fibre_g = 8.0
    sodium_mg = 600.0


def kitchen(**more):
    """A small catalogue to plan from: of each meal a few dishes, no two alike."""
    for meal, kcal in (("breakfast", 400), ("lunch", 600), ("dinner", 700), ("snack", 200)):
        for step in range(5):
            energy = kcal + 40.0 * step
            DishFactory(
                title=f"{meal.capitalize()} {step}", meals=[meal], energy_kcal=energy, protein_g=energy * 0.05,
                carbohydrate_g=energy * 0.125, fat_g=energy / 30, minutes_prep=10 + 5 * step, **more,
            )  # fmt: skip


TARGETS = {"energy_kcal": 2000.0, "protein_g": 100.0, "carbohydrate_g": 250.0, "fat_g": 66.7}


class MealPlanFactory(factory.django.DjangoModelFactory):
    """Of two days and three meals each, put down by hand."""

    class Meta:
        model = MealPlan
        skip_postgeneration_save = True

    owner = factory.SubFactory(UserFactory)
    starts_on = factory.LazyFunction(lambda: date(2026, 11, 23))
    days = 2
    people = 1
    slots = factory.LazyFunction(lambda: ["breakfast", "lunch", "dinner"])
    wishes = factory.LazyAttribute(
        lambda plan: Wishes(TARGETS, days=plan.days, meals=len(plan.slots), people=plan.people).kept()
    )

    @factory.post_generation
    def meals(plan, create, extracted, **_):  # noqa: N805 (factory_boy passes the row)
        if create and extracted is None:
            for day in range(plan.days):
                for slot in range(len(plan.slots)):
                    recipe = DishFactory(title=f"Dish of {day}-{slot}")
                    PlannedMeal.objects.create(plan=plan, day=day, slot=slot, recipe=recipe, title=recipe.title)


class ShoppingListFactory(factory.django.DjangoModelFactory):
    """With as many `lines` as are asked for."""

    class Meta:
        model = ShoppingList
        skip_postgeneration_save = True

    owner = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda number: f"List {number}")

    @factory.post_generation
    def lines(shopping, create, extracted, **_):  # noqa: N805 (factory_boy passes the row)
        if create:
            for number in range(extracted or 0):
                ShoppingItem.objects.create(
                    shopping=shopping, name=f"Thing {number}", amounts=[[200, "g"]], grams=200, aisle="dry"
                )  # fmt: skip


class PantryLotFactory(factory.django.DjangoModelFactory):
    """200 g of something that nobody knows as a food."""

    class Meta:
        model = PantryLot

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda number: f"Lot {number}")
    amount = 200.0
    unit = "g"
    grams = 200.0
    added_on = factory.LazyFunction(timezone.localdate)


def about(person: Any, **said: Any) -> None:
    """What they say of themselves, in their profile."""
    apps.get_model("accounts", "Profile").objects.update_or_create(person=person, defaults=said)
