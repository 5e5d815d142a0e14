"""What is asked of the tables, so that it chains."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any, Self, TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.lookups import LessThan

from .domain.foods.groups import CONTENTS

Row = TypeVar("Row", bound=models.Model)

MOST_WORDS = 6
# Letters that no accent is taken off.
_SPELLED_OUT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")


def typed_words(words: str) -> list[str]:
    return _WORD.findall(words)[:MOST_WORDS]


def plain(word: str) -> str:
    """As nutrition_plain() makes it, so that the planner sees a constant; letters and digits, no marks."""
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_SPELLED_OUT))
    return "".join(letter for letter in decomposed if letter.isalnum())


# Of the words of the catalogue, those that are spelled most like one that was typed: so many.
ALIKE = 3
# As to_tsquery() reads it: one of the alike for each that was typed, and nothing where one is like none. `%` holds for
# three trigrams in ten, pg_trgm's own threshold; no session has to set anything.
_MEANT = """
    SELECT string_agg('(' || alike || ')', ' & ') FROM unnest(%s::text[]) AS each (typed), LATERAL (
        SELECT string_agg(quote_literal(text), ' | ') AS alike FROM (
            SELECT text FROM nutrition_word WHERE text %% typed
            ORDER BY similarity(text, typed) DESC, uses DESC LIMIT %s
        ) AS likeliest
    ) AS meant HAVING count(alike) = count(*)
"""


# Of this part of the weight a value must be known, or a plan's total would promise what nobody knows.
ENOUGH = 0.9
_NEEDED = ("energy", "protein", "carbohydrate", "fat")


def told_enough() -> Q:
    """Of recipes: each ingredient is a food, and what targets need is known of nearly all of the weight."""
    told = Q(unresolved=0, energy_kcal__isnull=False, protein_g__isnull=False, carbohydrate_g__isnull=False)
    told &= Q(fat_g__isnull=False)
    for key in _NEEDED:
        told &= Q(**{f"coverage__{key}__isnull": True}) | Q(**{f"coverage__{key}__gte": ENOUGH})
    return told


def keeping(diet: str, free_of: Iterable[str]) -> Q:
    """Of recipes: they are known to suit the diet, if one is said, and to be free of each of these."""
    return Q(free_of__contains=[*free_of]) & (Q(suits__contains=[diet]) if diet else Q())


def unsure() -> Q:
    """Of recipes: of some diet or allergen nobody knows whether they contain it."""
    told = [
        Func(F(column), function="cardinality", output_field=models.IntegerField())
        for column in ("contains", "free_of")
    ]
    return Q(LessThan(told[0] + told[1], Value(len(CONTENTS))))


class OwnedQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        return self.filter(owner=user)


class DiaryQuerySet(OwnedQuerySet[Row]):
    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def as_eaten(self) -> Self:
        """In the order in which they were written down, with where their names lead."""
        standing = Case(When(recipe__deleted_at=None, recipe__hidden_at=None, then=F("recipe__uuid")))
        return self.annotate(food_uuid=F("food__uuid"), recipe_uuid=standing).order_by("id")


class TargetQuerySet(OwnedQuerySet[Row]):
    def in_force(self, on: date) -> Self:
        """The last row of each nutrient and meal that begins by that day."""
        return self.filter(since__lte=on).order_by("nutrient", "meal", "-since").distinct("nutrient", "meal")


class SearchedQuerySet(models.QuerySet[Row]):
    """Of a table with the column `stems`."""

    def with_words(self, words: str) -> Self:
        """Each of the words, in singular or plural, with or without accents; the last may be only begun."""
        typed = [f"'{plain(word)}'" for word in typed_words(words)]
        # One that is only begun is looked up with all that begins so: slow for what stands in many rows.
        return self._with(f"{' & '.join(typed)}:*") if typed else self.none()

    def with_words_alike(self, words: str) -> Self:
        """Words of the catalogue for each that was typed, mistyped as it may be; none where it is like none of them."""
        typed = [plain(word) for word in typed_words(words)]
        meant = RawSQL(_MEANT, [typed, ALIKE], models.TextField())  # noqa: S611 (what was typed is a parameter)
        return self._with(meant) if typed else self.none()

    def _with(self, query: "str | RawSQL") -> Self:
        return self.filter(stems=SearchQuery(query, config="english", search_type="raw"))


class CatalogueQuerySet(SearchedQuerySet[Row]):
    """Of a table whose rows without an owner are everybody's."""

    def for_user(self, user: Any) -> Self:
        """The person's own. What they may use is `visible_to`."""
        return self.filter(owner=user)

    def visible_to(self, user: Any) -> Self:
        """The catalogue, and what the person added."""
        return self.filter(Q(owner=None) | Q(owner=user)) if user.is_authenticated else self.filter(owner=None)

    def popular_first(self) -> Self:
        return self.order_by("-popularity", "-id")


class RecipeQuerySet(CatalogueQuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        """The person's own, deleted ones too, which can be brought back."""
        return super().for_user(user)

    def standing(self) -> Self:
        """Neither deleted nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).standing()


class OwnedFoodPartQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        return self.filter(food__owner=user)


class RecipePartQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        return self.filter(recipe__owner=user)


class PlanQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        """Deleted ones too, which can be brought back."""
        return self.filter(owner=user)

    def standing(self) -> Self:
        return self.filter(deleted_at=None)


class PlanPartQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        return self.filter(plan__owner=user)


class LotQuerySet(OwnedQuerySet[Row]):
    def there(self) -> Self:
        return self.filter(gone_at=None)


class ShoppingListQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        """One's own, and those that somebody else granted; deleted ones too."""
        return self.filter(Q(owner=user) | Q(grants__person=user)).distinct()

    def owned_by(self, user: Any) -> Self:
        return self.filter(owner=user)

    def standing(self) -> Self:
        return self.filter(deleted_at=None)


class ShoppingPartQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        """Of one's own lists, and of those that were granted."""
        return self.filter(Q(shopping__owner=user) | Q(shopping__grants__person=user)).distinct()

    def owned_by(self, user: Any) -> Self:
        return self.filter(shopping__owner=user)
