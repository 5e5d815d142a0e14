"""Recipes of the catalogue with which something is wrong: people report them, staff hide them and show them again."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts import public as accounts
from project.lib import cache
from project.lib.errors import NotThere

from ..models import Recipe, RecipeReport
from ..queries import pools


@transaction.atomic
def report_recipe(*, owner: Any, recipe: Recipe, reason: str, words: str = "") -> RecipeReport:
    """
    Tell staff that something is wrong with it. Said again before they looked, it takes the place of what was said.

    :raises NotThere: it is no recipe of the catalogue
    """
    if recipe.owner_id is not None:
        raise NotThere("Only recipes of the catalogue can be reported.")
    return RecipeReport.objects.update_or_create(
        owner=owner, recipe=recipe, settled_at=None, defaults={"reason": reason, "words": words.strip()}
    )[0]


@transaction.atomic
def hide_recipe(*, by: Any, recipe: Recipe) -> None:
    """
    Nobody finds it any more, nor is it planned; its open reports are settled.

    Diaries and plans keep what they say of it.
    """
    _show_or_hide(by, recipe, hidden=True)
    settle_reports(recipe=recipe)


@transaction.atomic
def show_recipe(*, by: Any, recipe: Recipe) -> None:
    """As it was before it was hidden."""
    _show_or_hide(by, recipe, hidden=False)


def _show_or_hide(by: Any, recipe: Recipe, *, hidden: bool) -> None:
    """Who did it, and when, is in their history."""
    now = timezone.now() if hidden else None
    changed = Recipe.objects.filter(pk=recipe.pk, owner=None, hidden_at__isnull=hidden).update(hidden_at=now)
    if not changed:
        return
    recipe.hidden_at = now
    event = accounts.Event.RECIPE_HIDDEN if hidden else accounts.Event.RECIPE_SHOWN
    accounts.record(event, subject=by, details={"recipe": f"{recipe.title} ({recipe.uuid})"})
    cache.bump(None, pools.DOMAIN)


def settle_reports(*, recipe: Recipe) -> int:
    """Staff looked at what was said of it; how many reports that were."""
    return RecipeReport.objects.filter(recipe=recipe, settled_at=None).update(settled_at=timezone.now())
