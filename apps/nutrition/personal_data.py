"""What nutrition holds about a person, for export and erasure."""

from datetime import timedelta

from project.lib import privacy, retention

from . import models


def register() -> None:
    # Rows go before what they lean on.
    for name in ("ShoppingItem", "ShoppingGrant", "ShoppingList"):
        model = getattr(models, name)
        privacy.table(
            f"nutrition.{name}", rows=model.objects.owned_by, erase=privacy.delete(),
            rank=85 if name == "ShoppingList" else 80,
        )  # fmt: skip
    privacy.table("nutrition.PantryChange", rows=models.PantryChange.objects.for_user, erase=privacy.delete(), rank=87)
    privacy.table("nutrition.PantryLot", rows=models.PantryLot.objects.for_user, erase=privacy.delete(), rank=88)
    retention.rule(
        "nutrition.ShoppingList deleted by its person",
        about="shopping lists that you deleted",
        keep=retention.SOFT_DELETED,
        reason="So that deleting can be undone.",
        due=lambda end: models.ShoppingList.objects.filter(deleted_at__lt=end),
        person="owner",
    )
    retention.rule(
        "nutrition.PantryLot that is gone",
        about="what was in your pantry and is used up",
        keep=retention.SOFT_DELETED,
        reason="So that using it up can be undone.",
        due=lambda end: models.PantryLot.objects.filter(gone_at__lt=end),
        person="owner",
    )
    retention.rule(
        "nutrition.PantryChange",
        about="what was done with the things in your pantry",
        keep=retention.SOFT_DELETED,
        reason="So that it can be undone.",
        due=lambda end: models.PantryChange.objects.filter(made_at__lt=end),
        person="owner",
    )
    for name in ("PlannedMeal", "PlanWish"):
        model = getattr(models, name)
        privacy.table(f"nutrition.{name}", rows=model.objects.for_user, erase=privacy.delete(), rank=90)
    privacy.table("nutrition.MealPlan", rows=models.MealPlan.objects.for_user, erase=privacy.delete(), rank=100)
    retention.rule(
        "nutrition.MealPlan deleted by its person",
        about="meal plans that you deleted",
        keep=retention.SOFT_DELETED,
        reason="So that deleting can be undone.",
        due=lambda end: models.MealPlan.objects.filter(deleted_at__lt=end),
        person="owner",
    )
    for name in (
        "DiaryEntry", "DiaryTarget", "Drink", "FavouriteFood", "FoodPrice", "RecipeMark", "RecipeReport", "Cooked",
        "Ingredient",
    ):  # fmt: skip
        model = getattr(models, name)
        privacy.table(f"nutrition.{name}", rows=model.objects.for_user, erase=privacy.delete(), rank=110)
    privacy.table(
        "nutrition.RecipeImport", rows=models.RecipeImport.objects.for_user, erase=privacy.delete(),
        files={"file": models.RecipeImport.FOLDER}, about="what you brought in to make recipes of", rank=110,
    )  # fmt: skip
    retention.rule(
        "nutrition.Recipe deleted by its person",
        about="recipes that you deleted",
        keep=retention.SOFT_DELETED,
        reason="So that deleting can be undone.",
        due=lambda end: models.Recipe.objects.filter(deleted_at__lt=end),
        person="owner",
    )
    privacy.table(
        "nutrition.RecipePhoto", rows=models.RecipePhoto.objects.for_user, erase=privacy.delete(),
        files={"file": models.RecipePhoto.FOLDER, "small": models.RecipePhoto.FOLDER},
        about="photos of your recipes", rank=110,
    )  # fmt: skip
    privacy.table(
        "nutrition.Recipe", rows=models.Recipe.objects.for_user, erase=privacy.delete(),
        # It says again what title and description say.
        leave_out=["stems"], rank=120,
    )  # fmt: skip
    privacy.table("nutrition.FoodMeasure", rows=models.FoodMeasure.objects.for_user, erase=privacy.delete(), rank=130)
    privacy.table(
        "nutrition.Food", rows=models.Food.objects.for_user, erase=privacy.delete(),
        # It says again what name and brand say.
        leave_out=["stems"], rank=140,
    )  # fmt: skip
    retention.rule(
        "nutrition.DiaryEntry deleted by its person",
        about="entries of your diary that you deleted",
        keep=retention.SOFT_DELETED,
        reason="So that deleting can be undone.",
        due=lambda end: models.DiaryEntry.objects.filter(deleted_at__lt=end),
        person="owner",
    )
    retention.rule(
        "nutrition.RecipeImport",
        about="pages, texts and archives that you brought in to make recipes of",
        keep=timedelta(days=90),
        reason="So that you can read them again and look up what could not be read.",
        due=lambda end: models.RecipeImport.objects.filter(created_at__lt=end),
        person="owner",
    )
