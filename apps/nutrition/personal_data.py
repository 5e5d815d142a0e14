"""What nutrition holds about a person, for export and erasure."""

from project.lib import privacy, retention

from . import models


def register() -> None:
    # Rows go before what they lean on.
    for name in ("DiaryEntry", "FavouriteFood", "RecipeMark", "Cooked", "Ingredient"):
        model = getattr(models, name)
        privacy.table(f"nutrition.{name}", rows=model.objects.for_user, erase=privacy.delete(), rank=110)
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
