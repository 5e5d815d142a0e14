"""Which recipe is there already: one of the same address, or of the same name and ingredients."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from ...domain.imported.found import Found
from ...models import Recipe

# What stands for a recipe that is in the same import, further up.
ABOVE = "above"


class Known:
    """The recipes that their owner has and that any of these may be."""

    def __init__(self, owner: Any, recipes: Sequence[Found]) -> None:
        addresses = {recipe.source_url for recipe in recipes if recipe.source_url}
        titles = {recipe.title.lower() for recipe in recipes}
        theirs = Recipe.objects.for_user(owner).standing().alias(small_title=Lower("title"))
        theirs = theirs.filter(Q(source_url__in=addresses) | Q(small_title__in=titles)).prefetch_related("ingredients")
        self._by_address: dict[str, str] = {}
        self._by_content: dict[tuple[str, ...], str] = {}
        for recipe in theirs:
            lines = sorted(recipe.ingredients.all(), key=lambda line: line.place)
            self._remember(str(recipe.uuid), recipe.source_url, recipe.title, [line.text for line in lines])

    def same_as(self, recipe: Found) -> str:
        """Its uuid, `above` for one of the same import, or ""."""
        by_address = self._by_address.get(recipe.source_url, "") if recipe.source_url else ""
        return by_address or self._by_content.get(_content(recipe.title, recipe.lines), "")

    def learn(self, recipe: Found) -> None:
        self._remember(ABOVE, recipe.source_url, recipe.title, recipe.lines)

    def _remember(self, uuid: str, address: str, title: str, lines: Iterable[str]) -> None:
        if address:
            self._by_address.setdefault(address, uuid)
        self._by_content.setdefault(_content(title, lines), uuid)


def _content(title: str, lines: Iterable[str]) -> tuple[str, ...]:
    return title.lower(), *(" ".join(line.lower().split()) for line in lines)
