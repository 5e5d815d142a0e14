"""Foods, recipes, diary, plans, shopping lists, the pantry."""

import uuid
from typing import Any

from django.utils import timezone

from apps.nutrition.models import Cooked, Drink, ShoppingList
from apps.nutrition.services import set_recipe_photo
from apps.nutrition.tests.factories import (
    DiaryEntryFactory,
    FoodFactory,
    MealPlanFactory,
    OwnFoodFactory,
    OwnRecipeFactory,
    PantryLotFactory,
    RecipeFactory,
    RecipeImportFactory,
    ShoppingListFactory,
    picture,
)

from .routes import Sample, actions, either


def _food(person: Any) -> dict[str, Any]:
    return {"uuid": OwnFoodFactory(owner=person).uuid}


def _recipe(person: Any) -> dict[str, Any]:
    return {"uuid": OwnRecipeFactory(owner=person).uuid}


def _deleted_recipe(person: Any) -> dict[str, Any]:
    return {"uuid": OwnRecipeFactory(owner=person, deleted_at=timezone.now()).uuid}


def _recipe_photo(person: Any) -> dict[str, Any]:
    recipe = OwnRecipeFactory(owner=person)
    set_recipe_photo(owner=person, recipe=recipe, upload=picture())
    return {"uuid": recipe.uuid}


def _catalogue_photo(_: Any) -> dict[str, Any]:
    recipe = RecipeFactory()
    set_recipe_photo(owner=None, recipe=recipe, upload=picture())
    return {"uuid": recipe.uuid}


def _catalogue(_: Any) -> dict[str, Any]:
    return {"uuid": RecipeFactory().uuid}


def _recipe_import(person: Any) -> dict[str, Any]:
    return {"uuid": RecipeImportFactory(owner=person).uuid}


def _cooked(person: Any) -> dict[str, Any]:
    cooked = Cooked.objects.create(owner=person, recipe=RecipeFactory(), on=timezone.localdate(), servings=1)
    return {"cooked_id": cooked.pk}


def _entry(person: Any) -> dict[str, Any]:
    return {"uuid": DiaryEntryFactory(owner=person).uuid}


def _copy(person: Any) -> dict[str, Any]:
    return {"copied_in": DiaryEntryFactory(owner=person, copied_in=uuid.uuid4()).copied_in}


def _drink(person: Any) -> dict[str, Any]:
    return {"uuid": Drink.objects.create(owner=person, on=timezone.localdate(), volume_ml=250).uuid}


def _plan(person: Any) -> dict[str, Any]:
    return {"uuid": MealPlanFactory(owner=person).uuid}


def _deleted_plan(person: Any) -> dict[str, Any]:
    return {"uuid": MealPlanFactory(owner=person, deleted_at=timezone.now()).uuid}


def _planned_meal(person: Any) -> dict[str, Any]:
    plan = MealPlanFactory(owner=person)
    return {"uuid": plan.uuid, "meal_id": plan.meals.first().pk}


def _planned_day(person: Any) -> dict[str, Any]:
    return {"uuid": MealPlanFactory(owner=person).uuid, "day": 1}


def _shopping(person: Any) -> dict[str, Any]:
    return {"uuid": ShoppingListFactory(owner=person).uuid}


def _shopping_item(person: Any) -> dict[str, Any]:
    shopping = ShoppingListFactory(owner=person, lines=1)
    return {"uuid": shopping.uuid, "item_id": shopping.items.get().pk}


def _deleted_shopping(person: Any) -> dict[str, Any]:
    return {"uuid": ShoppingListFactory(owner=person, deleted_at=timezone.now()).uuid}


def _shopping_grant(person: Any) -> dict[str, Any]:
    shopping = ShoppingListFactory(owner=person)
    return {"uuid": shopping.uuid, "grant_id": shopping.grants.create(email="other@example.org").pk}


def _lot(person: Any) -> dict[str, Any]:
    return {"uuid": PantryLotFactory(owner=person).uuid}


def _pantry_change(person: Any) -> dict[str, Any]:
    return {"uuid": PantryLotFactory(owner=person).changes.create(owner=person, kind="added").uuid}


_PAGES: dict[str, Sample] = {
    **actions("foods/<uuid:uuid>/", _food, "", "edit/", "delete/", "price/", "price/forget/"),
    "foods/<uuid:uuid>/favourite/": lambda _: {"uuid": FoodFactory().uuid},
    **actions("recipes/<uuid:uuid>/", _recipe, "edit/", "delete/", "photo/edit/", "photo/remove/"),
    **actions("recipes/<uuid:uuid>/", _catalogue, "", "copy/", "favourite/", "mark/", "cooked/", "report/"),
    "recipes/<uuid:uuid>/restore/": _deleted_recipe,
    "recipes/<uuid:uuid>/photo/": _catalogue_photo,
    "cooked/<int:cooked_id>/forget/": _cooked,
    **actions("recipes/imports/<uuid:uuid>/", _recipe_import, "", "read/", "keep/", "forget/"),
    "diary/add/foods/<uuid:uuid>/": _food,
    "diary/add/recipes/<uuid:uuid>/": _catalogue,
    "diary/copies/<uuid:copied_in>/undo/": _copy,
    **actions("diary/entries/<uuid:uuid>/", _entry, "", "delete/", "restore/", "again/"),
    "diary/drinks/<uuid:uuid>/forget/": _drink,
    **actions("meals/<uuid:uuid>/", _plan, "", "delete/", "again/"),
    "meals/<uuid:uuid>/restore/": _deleted_plan,
    **actions(
        "meals/<uuid:uuid>/meals/<int:meal_id>/", _planned_meal,
        "", "lock/", "move/", "portion/", "cooked/", "log/", "put/", "swap/",
    ),
    "meals/<uuid:uuid>/days/<int:day>/log/": _planned_day,
    **actions(
        "shopping/<uuid:uuid>/", _shopping, "", "items/", "add/", "put-away/", "rename/", "delete/", "grant/", "leave/"
    ),
    "shopping/from-plan/<uuid:uuid>/": _plan,
    "shopping/from-recipe/<uuid:uuid>/": _catalogue,
    "shopping/<uuid:uuid>/restore/": _deleted_shopping,
    **actions("shopping/<uuid:uuid>/items/<int:item_id>/", _shopping_item, "tick/", "drop/"),
    "shopping/<uuid:uuid>/grants/<int:grant_id>/revoke/": _shopping_grant,
    **actions("pantry/<uuid:uuid>/", _lot, "", "use/"),
    "pantry/changes/<uuid:uuid>/undo/": _pantry_change,
}  # fmt: skip
_API: dict[str, Sample] = {
    **actions("foods/<uuid:uuid>", _food, "", "/price"),
    "recipes/<uuid:uuid>": _recipe,
    **actions("recipes/<uuid:uuid>", _catalogue, "/mark", "/cooked", "/cost", "/report"),
    "recipes/<uuid:uuid>/restore": _deleted_recipe,
    "recipes/<uuid:uuid>/photo": _recipe_photo,
    **actions("recipe-imports/<uuid:uuid>", _recipe_import, "", "/read", "/keep"),
    **actions("diary/entries/<uuid:uuid>", _entry, "", "/restore"),
    "diary/drinks/<uuid:uuid>": _drink,
    "diary/copies/<uuid:copied_in>": _copy,
    "plans/<uuid:uuid>": _plan,
    "plans/<uuid:uuid>/restore": _deleted_plan,
    **actions("plans/<uuid:uuid>/meals/<int:meal_id>", _planned_meal, "", "/log", "/swap"),
    "plans/<uuid:uuid>/days/<int:day>/log": _planned_day,
    **actions("shopping/<uuid:uuid>", _shopping, "", "/items", "/put-away", "/grants"),
    "shopping/<uuid:uuid>/items/<int:item_id>": _shopping_item,
    "shopping/<uuid:uuid>/restore": _deleted_shopping,
    "shopping/<uuid:uuid>/grants/<int:grant_id>": _shopping_grant,
    **actions("pantry/<uuid:uuid>", _lot, "", "/use"),
    "pantry/changes/<uuid:uuid>/undo": _pantry_change,
}
SAMPLES: dict[str, Sample] = {
    **_PAGES,
    **either("api/v1/nutrition/", _API),
    **either("api/v1/nutrition-data/recipes/", {"<uuid:uuid>": _catalogue, "<uuid:uuid>/photo": _catalogue_photo}),
}


def share(values: dict[str, Any], person: Any) -> None:
    """Grant what a sample made to somebody, as its owner would."""
    for shopping in ShoppingList.objects.filter(uuid=values.get("uuid")):
        shopping.grants.create(email=person.email, person=person, may_edit=True)
