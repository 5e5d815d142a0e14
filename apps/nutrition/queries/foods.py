"""Foods, looked up and searched."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet, Value

from project.lib.errors import NotThere

from ..models import POPULAR_FOOD, Food
from ..querysets import CatalogueQuerySet, typed_words

MOST_SUGGESTIONS = 10
# So many of the popular ones are looked at for the likeliest.
LOOKED_AT = 60
# With fewer than these, what was typed may be mistyped.
ENOUGH = 4
SHOWN = ("uuid", "owner", "name", "brand", "source", "popularity", *(
    "energy_kcal", "protein_g", "carbohydrate_g", "fat_g", "fibre_g",
))  # fmt: skip


def foods(user: Any, words: str = "") -> QuerySet[Food]:
    """Those that hold the words, or else words spelled nearly so; the popular ones first, for `paging.keyset_page`."""
    visible = Food.objects.visible_to(user).only(*SHOWN)
    if not words.strip():
        return visible.popular_first()
    found = visible.with_words(words)
    return (found if found.exists() else visible.with_words_alike(words)).popular_first()


def own_foods(user: Any) -> QuerySet[Food]:
    return Food.objects.for_user(user).only(*SHOWN).order_by("name", "id")


class Suggested(NamedTuple):
    """A food that may be meant: a row, as more are looked at than are shown."""

    id: int
    uuid: UUID
    owner_id: int | None
    name: str
    brand: str
    energy_kcal: float | None
    popularity: int

    @property
    def title(self) -> str:
        return f"{self.name}, {self.brand}" if self.brand else self.name


def foods_like(user: Any, words: str, *, most: int = MOST_SUGGESTIONS) -> list[Suggested]:
    """
    What a person may mean by what they typed, the likeliest first: among simple foods, whose words have an index of
    their own, and where those do not fill the list, among all. One statement, or two.
    """
    if not typed_words(words):
        return []
    visible = Food.objects.visible_to(user).popular_first()
    simple = visible.with_words(words).filter(popularity__gte=POPULAR_FOOD)
    found = [Suggested(*row) for row in simple.values_list(*Suggested._fields)[:LOOKED_AT]]
    if len(found) < most:
        found = _among_all(visible, words)
    typed = words.strip().lower()
    return sorted(found, key=lambda food: _distance(food, typed))[:most]


def _among_all(visible: CatalogueQuerySet[Food], words: str) -> list[Suggested]:
    """Those that hold the words; where they are few, also those that hold words spelled nearly so."""
    held, alike = (
        part.annotate(is_alike=Value(is_alike)).values_list(*Suggested._fields, "is_alike")[:LOOKED_AT]
        for part, is_alike in ((visible.with_words(words), False), (visible.with_words_alike(words), True))
    )
    rows = list(held.union(alike, all=True))
    found = {row[0]: Suggested(*row[:-1]) for row in rows if not row[-1]}
    if len(found) < ENOUGH:
        found = {row[0]: Suggested(*row[:-1]) for row in rows}
    return list(found.values())


def _distance(food: Suggested, typed: str) -> tuple[int, int, int]:
    """The name itself, then names that begin so; of those the popular and the short first."""
    name = food.name.lower()
    begins = 0 if name == typed else 1 if name.startswith(typed) else 2
    return begins, -food.popularity, len(name)


def food_for(user: Any, uuid: UUID) -> Food:
    """
    Of the catalogue, or the person's own, with its measures.

    :raises NotThere:
    """
    food = Food.objects.visible_to(user).prefetch_related("measures").filter(uuid=uuid).first()
    if food is None:
        raise NotThere("There is no such food.")
    return food


def own_food(user: Any, uuid: UUID) -> Food:
    """:raises NotThere: it is not one that the person added"""
    food = Food.objects.for_user(user).prefetch_related("measures").filter(uuid=uuid).first()
    if food is None:
        raise NotThere("You added no such food.")
    return food


def with_barcode(user: Any, code: str) -> QuerySet[Food]:
    """Foods of that bar code: the catalogue's, and the person's own."""
    digits = code.strip().lstrip("0")
    visible = Food.objects.visible_to(user).only(*SHOWN)
    return (visible.filter(barcode=digits) if digits else visible.none()).popular_first()
