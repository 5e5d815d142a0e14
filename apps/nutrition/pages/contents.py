"""Allergens and diets in words."""

from collections.abc import Mapping

from ..domain.foods.groups import Says

TITLES = {
    "celery": "celery", "crustaceans": "crustaceans", "eggs": "eggs", "fish": "fish", "gluten": "gluten",
    "lupin": "lupin", "milk": "milk", "molluscs": "molluscs", "mustard": "mustard", "nuts": "nuts",
    "peanuts": "peanuts", "sesame": "sesame", "soy": "soy", "sulphites": "sulphites", "wheat": "wheat",
    "meat": "meat", "animal": "anything of animals",
}  # fmt: skip


def told(says: Mapping[Says, list[str]]) -> dict[str, list[str]]:
    """For a template: lists of words under `contains`, `free_of` and `unknown`."""
    return {each.name.lower() if each is not Says.FREE else "free_of": [TITLES[c] for c in says[each]] for each in Says}
