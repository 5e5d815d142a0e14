"""The photos of recipes: made anew from what a person sends, in two sizes, with nothing in them but the picture."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from project.lib import photos

from ..models import Recipe, RecipePhoto
from .recipes import refuse_others


def set_recipe_photo(*, owner: Any, recipe: Recipe, upload: Any) -> None:
    """
    Keep a photo of a recipe of one's own (or, with no owner, of the catalogue) in place of the one before.

    :raises project.lib.media.FileRefused: it is no picture, or one that cannot be read
    :raises project.lib.media.FileTooLarge: it is larger than photos.LARGEST
    """
    refuse_others(owner, recipe)
    with photos.kept(upload, RecipePhoto.FOLDER) as (name, small):
        _put(recipe, name, small)


def remove_recipe_photo(*, owner: Any, recipe: Recipe) -> None:
    """Nothing happens where there is none."""
    refuse_others(owner, recipe)
    _put(recipe, "", "")


@transaction.atomic
def _put(recipe: Recipe, name: str, small: str) -> None:
    # Of two photos at once the second deletes the first one's files.
    Recipe.objects.select_for_update(no_key=True).get(pk=recipe.pk)
    if before := RecipePhoto.objects.filter(recipe=recipe).first():
        for file in (before.file.name, before.small.name):
            transaction.on_commit(lambda file=file: default_storage.delete(file), robust=True)  # type: ignore[misc]
        before.delete()
    if name:
        RecipePhoto.objects.create(recipe=recipe, file=name, small=small)
    recipe.has_photo = bool(name)
    recipe.save(update_fields=["has_photo", "updated_at"])
