"""
The published recipes of `manage.py seed_demo`: made up from real foods, reckoned as all others, the same every time.

By COPY, some thousands in a transaction; those that are there already are passed over. Loads numpy: import it where
it is used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from project.lib.copying import copied
from project.lib.errors import Conflict
from project.lib.seeding import Scale, chance, noon

from ..domain.foods.nutrients import COLUMNS
from ..domain.made_up.drawing import Draft, drawn
from ..domain.made_up.words import description, steps
from ..models import Food, Ingredient, Recipe
from ..queries.made_up import needed_foods, our_kitchen
from .food_import import default_path, import_named_foods
from .many_recipes import Foods, Line, Reckoned
from .recipe_counts import count_recipes
from .reckoning import understand
from .words import learn_words

RECIPES = 300_000
BATCH = 5_000
SOURCE = "Steward's made-up kitchen"
YEARS = 3


class NoFoods(Conflict):
    code = "no_foods"


def seed(scale: Scale) -> Iterator[str]:
    """:raises NoFoods: foods that recipes are made of are neither in the catalogue nor on this machine"""
    yield f"{_load_foods()} foods that recipes are made of"
    total, pantry = scale.of(RECIPES), _Pantry()
    drafts, done = _drafts(), 0
    while batch := list(islice(drafts, min(BATCH, total - done))):
        _make(batch, pantry, scale)
        done += len(batch)
        yield f"{done:,} of {total:,} recipes"
    learn_words()
    count_recipes()


def _load_foods() -> int:
    there = set(Food.objects.filter(owner=None, name__in=needed_foods()).values_list("name", flat=True))
    path = default_path("usda")
    if missing := needed_foods() - there:
        if path is None:
            raise NoFoods("Recipes are made of foods: run manage.py import_foods first.")
        import_named_foods(table="usda", path=path, names=missing)
    return len(needed_foods())


# --- What there shall be ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Planned:
    """A recipe by its number. Its chance goes on where the drawing ended."""

    uuid: UUID
    draft: Draft
    random: Random


def _drafts() -> Iterator[_Planned]:
    """Without end; no title has the same lines twice."""
    seen, number = set(), 0
    while True:
        random = chance("recipe", number)
        uuid = UUID(int=random.getrandbits(128), version=4)
        draft = next(each for each in drawn(our_kitchen(), random) if (each.title, each.lines) not in seen)
        seen.add((draft.title, draft.lines))
        yield _Planned(uuid, draft, random)
        number += 1


class _Pantry:
    """What lines mean: a food and grams, each line understood once, by the product's own reading."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        self.foods = Foods(list(Food.objects.filter(owner=None, name__in=needed_foods())))

    def understand(self, lines: set[str]) -> None:
        for each in understand(sorted(lines - self._lines.keys()), owner=None):
            if each.food is None or each.grams is None:
                raise NoFoods(f"Nobody knows what {each.line.text} weighs: run manage.py import_foods first.")
            self._lines[each.line.text] = each.food.pk, each.grams

    def __getitem__(self, line: str) -> Line:
        return self._lines[line]


# --- Writing it ---------------------------------------------------------------------------------------------

_RECIPE = (
    "id", "uuid", "owner", "title", "description", "cuisine", "meals", "tags", "servings", "minutes_prep",
    "minutes_cook", "steps", "source_name", "source_url", "coverage", "unresolved", "unweighed", "contains",
    "free_of", "suits", "foods", "popularity", "created_at", "updated_at", *COLUMNS,
)  # fmt: skip


@transaction.atomic
def _make(batch: Sequence[_Planned], pantry: _Pantry, scale: Scale) -> None:
    there = set(Recipe.objects.filter(uuid__in=[each.uuid for each in batch]).values_list("uuid", flat=True))
    new = [each for each in batch if each.uuid not in there]
    if not new:
        return
    pantry.understand({line for each in new for line in each.draft.lines})
    understood = [[pantry[line] for line in each.draft.lines] for each in new]
    ids = _ids(len(new))
    reckoned = pantry.foods.reckoned(understood, [each.draft.servings for each in new])
    copied(Recipe, _RECIPE, (_recipe(*each, scale) for each in zip(ids, new, reckoned, strict=True)))
    copied(
        Ingredient,
        ("recipe", "place", "text", "is_heading", "food", "grams"),
        (
            (pk, place, line, False, food, grams)
            for pk, each, lines in zip(ids, new, understood, strict=True)
            for place, (line, (food, grams)) in enumerate(zip(each.draft.lines, lines, strict=True))
        ),
    )


def _ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('nutrition_recipe', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [pk for (pk,) in cursor.fetchall()]


def _recipe(pk: int, planned: _Planned, reckoned: Reckoned, scale: Scale) -> tuple[Any, ...]:
    draft, random = planned.draft, planned.random
    dish, kitchen = draft.dish, our_kitchen()
    minutes_prep, minutes_cook = dish.minutes_prep.chosen(random), dish.minutes_cook.chosen(random)
    meals = list(dish.meals[: random.randint(1, len(dish.meals))])
    tags = list(dict.fromkeys(dish.tags.chosen(random) for _ in range(random.randint(0, 4))))
    created = noon(scale.until - timedelta(days=random.randrange(YEARS * 365)))
    return (
        pk, planned.uuid, None, draft.title,
        description(kitchen, dish, draft.chosen, minutes_prep + minutes_cook, random),
        dish.cuisines.chosen(random) if random.random() < 0.8 else "", meals, tags, draft.servings, minutes_prep,
        minutes_cook, steps(kitchen, dish, draft.chosen, minutes_cook), SOURCE, "", Jsonb(reckoned.coverage), 0, 0,
        reckoned.contains, reckoned.free_of, reckoned.suits, reckoned.foods,
        # Most are hardly ever cooked, and a few by everybody.
        min(10_000, int(random.paretovariate(1.1)) - 1),
        created, created, *reckoned.amounts,
    )  # fmt: skip
