"""
Reading what was brought in: which recipes are in it, which of their lines nobody knows, and what cannot be read.

Loads recipe-scrapers: only tasks import it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from apps.jobs import public as jobs
from project.lib.errors import DomainError

from ...clients import recipe_archives, recipe_pages
from ...domain.imported.found import Found
from ...domain.imported.text import from_text
from ...models import RecipeImport
from ..reckoning import understand
from .sameness import Known

MOST_RECIPES = 5_000
_MARKUP = re.compile(r"\s*<|.*application/ld\+json", re.DOTALL)


def read_import(*, import_id: int, progress: jobs.Progress) -> str:
    """The job: nothing becomes a recipe. Run again, it begins anew; the address of the page that shows it."""
    brought_in = RecipeImport.objects.select_related("owner").get(pk=import_id)
    recipes: list[tuple[str, Found]] = []
    left: list[dict[str, str]] = []
    for where, each in _everything(brought_in):
        if isinstance(each, str):
            left.append({"where": where, "why": each})
        elif len(recipes) < MOST_RECIPES:
            recipes.append((where, each))
            left += [{"where": each.title, "why": why} for why in each.left]
        progress.say(f"{len(recipes)} recipes found")
    if not recipes and not left:
        left.append({"where": brought_in.title, "why": "It holds no recipe."})
    found = list(_judged(recipes, brought_in.owner))
    with transaction.atomic():
        reading = RecipeImport.objects.filter(pk=import_id, state=RecipeImport.State.READING)
        reading.update(found=found, left=left, state=RecipeImport.State.READ)
    return f"/recipes/imports/{brought_in.uuid}/"


def _everything(brought_in: RecipeImport) -> Iterator[tuple[str, Found | str]]:
    """Whatever goes wrong is said of what was brought in."""
    try:
        if brought_in.file:
            with brought_in.file.open("rb") as file:
                yield from recipe_archives.recipes_in(file)
        else:
            yield brought_in.title, _one(brought_in)
    except DomainError as no:
        yield brought_in.title, no.detail


def _one(brought_in: RecipeImport) -> Found | str:
    if brought_in.address:
        return recipe_pages.from_page(*recipe_pages.fetched(brought_in.address))
    text = brought_in.text
    if re.match(r"\s*[{\[]", text):
        # The data of a page without the page.
        return recipe_pages.from_page(f'<script type="application/ld+json">{text}</script>')
    if _MARKUP.match(text[:10_000]):
        return recipe_pages.from_page(text)
    found = from_text(text)
    if not found.title or not found.lines:
        return "It has no title with ingredients below it. Put each ingredient on a line of its own."
    return found


def _judged(recipes: list[tuple[str, Found]], owner: Any) -> Iterable[dict[str, Any]]:
    """With what nobody knows of it, and the recipe that is the same, if there is one."""
    known = Known(owner, [recipe for _, recipe in recipes])
    for where, recipe in recipes:
        understood = understand(recipe.lines, owner=owner)
        unknown = [each.line.text for each in understood if not each.line.heading and each.food is None]
        yield {
            "recipe": recipe.as_json(), "where": where, "unknown": unknown, "same_as": known.same_as(recipe),
            "kept": "",
        }  # fmt: skip
        known.learn(recipe)
