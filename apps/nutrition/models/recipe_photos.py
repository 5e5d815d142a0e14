"""The photo of a recipe."""

from django.db import models

from ..querysets import RecipePartQuerySet
from .recipes import Recipe


class RecipePhoto(models.Model):
    """Two files: as it is shown with the recipe, and small for lists. `Recipe.has_photo` says that there is one."""

    FOLDER = "recipe-photos"

    recipe = models.OneToOneField(Recipe, on_delete=models.CASCADE, related_name="photo")
    file = models.FileField(max_length=200)
    small = models.FileField(max_length=200)

    objects = RecipePartQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Photo of {self.recipe_id}"
