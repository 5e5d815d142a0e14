"""Making recipes of what was found, a few in a transaction; what is there already is passed over."""

from io import BytesIO
from typing import Any

from django.db import transaction

from apps.jobs import public as jobs
from project.lib.errors import DomainError

from ...clients import recipe_archives
from ...domain.imported.found import Found
from ...models import Recipe, RecipeImport
from ..recipe_photos import set_recipe_photo
from ..recipes import add_recipe, mark_recipe
from .sameness import Known

BATCH = 20


def keep_found(*, import_id: int, progress: jobs.Progress) -> str:
    """The job. Run again after an interruption, it goes on; the address of the page that shows what became of it."""
    brought_in = RecipeImport.objects.select_related("owner").get(pk=import_id)
    found: list[dict[str, Any]] = brought_in.found
    if brought_in.state == RecipeImport.State.KEEPING:
        for begin in range(0, len(found), BATCH):
            with transaction.atomic():
                _keep(brought_in, found[begin : begin + BATCH])
                brought_in.save(update_fields=["found", "left"])
            progress.say(f"{min(begin + BATCH, len(found))} of {len(found)} recipes")
        if brought_in.file:
            _take_photos(brought_in, progress)
            brought_in.save(update_fields=["left"])
        RecipeImport.objects.filter(pk=import_id).update(state=RecipeImport.State.KEPT)
    return f"/recipes/imports/{brought_in.uuid}/"


def _keep(brought_in: RecipeImport, batch: list[dict[str, Any]]) -> None:
    recipes = [Found.from_json(each["recipe"]) for each in batch]
    known = Known(brought_in.owner, recipes)
    for each, recipe in zip(batch, recipes, strict=True):
        each["same_as"] = known.same_as(recipe)
        if each["kept"] or each["same_as"]:
            continue
        try:
            each["kept"] = _add(brought_in.owner, recipe)
        except DomainError as no:
            brought_in.left.append({"where": recipe.title, "why": no.detail})
        else:
            known.learn(recipe)


def _add(owner: Any, found: Found) -> str:
    recipe = add_recipe(
        owner=owner, title=found.title, description=found.description, cuisine=found.cuisine, meals=[*found.meals],
        tags=[*found.tags], servings=found.servings, minutes_prep=found.minutes_prep, minutes_cook=found.minutes_cook,
        ingredients=[*found.lines], steps=[*found.steps], source_name=found.source_name, source_url=found.source_url,
    )  # fmt: skip
    if found.note:
        mark_recipe(owner=owner, recipe=recipe, note=found.note)
    return str(recipe.uuid)


def _take_photos(brought_in: RecipeImport, progress: jobs.Progress) -> None:
    """Those of the recipes that were made of it and have none yet."""
    made = {
        recipe_archives.place_of(each["where"]): each["kept"]
        for each in brought_in.found
        if each["kept"] and each.get("where")
    }
    recipes = Recipe.objects.for_user(brought_in.owner).filter(uuid__in=made.values(), has_photo=False)
    without = {str(recipe.uuid): recipe for recipe in recipes}
    taken = 0
    with brought_in.file.open("rb") as file:
        for place, photo in recipe_archives.photos_in(file):
            recipe = without.pop(made.get(place, ""), None)
            if recipe is None:
                continue
            try:
                set_recipe_photo(owner=brought_in.owner, recipe=recipe, upload=BytesIO(photo))
            except DomainError as no:
                brought_in.left.append({"where": recipe.title, "why": f"Its photo: {no.detail}"})
            taken += 1
            progress.say(f"{taken} photos")
