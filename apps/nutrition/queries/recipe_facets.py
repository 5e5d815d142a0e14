"""
How many recipes there are of each meal, diet, cuisine and free of each allergen.

Of the whole catalogue the counts are stored (services/recipe_counts.py). Of a list that is narrowed down they are made
when they are asked for, from its first few thousand recipes: where it is longer, a count is a lower bound.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from ..domain.foods.groups import ALLERGENS
from ..models import RecipeCount
from .recipes import Narrowed, recipes

# Nobody needs to know it more exactly.
CAP = 1_000
# So many recipes of a list are read. With fewer, more of the counts would be lower bounds.
MOST_READ = 10_000
MOST_CUISINES = 15
# In the order of their groups; each is a field of Narrowed.
FACETS = ("meal", "diet", "cuisine", "free_of")

# Every value of every facet that a recipe has; `free_of` holds some that no filter asks for.
EACH_VALUE = """
    SELECT 'meal' AS facet, unnest(meals) AS value UNION ALL SELECT 'diet', unnest(suits)
    UNION ALL SELECT 'free_of', unnest(free_of) UNION ALL SELECT 'cuisine', cuisine WHERE cuisine <> ''
"""


@dataclass(frozen=True, slots=True)
class Count:
    """`or_more`: there are at least so many."""

    value: str
    count: int
    or_more: bool = False


def facets(user: Any, narrowed: Narrowed) -> dict[str, list[Count]]:
    """
    What a list may be narrowed down to further, by facet, the most frequent first.

    One statement; three where its words are mistyped.
    """
    if replace(narrowed, order="popular") == Narrowed():
        stored = RecipeCount.objects.values_list("facet", "value", "count")
        return _by_facet(((facet, Count(value, count)) for facet, value, count in stored), narrowed)
    rows, read = _counted(user, narrowed)
    if not read and narrowed.words.strip():
        rows, read = _counted(user, narrowed, mistyped=True)
    is_cut = read == MOST_READ
    counts = ((facet, Count(value, min(count, CAP), is_cut or count > CAP)) for facet, value, count in rows)
    return _by_facet(counts, narrowed)


def _counted(user: Any, narrowed: Narrowed, *, mistyped: bool = False) -> tuple[list[tuple[str, str, int]], int]:
    """Facet, value and count of each; and how many recipes were read."""
    # In the order of the list, which an index has: without one the table would be read from its beginning.
    found = recipes(user, narrowed, mistyped=mistyped).values("meals", "suits", "free_of", "cuisine")[:MOST_READ]
    try:
        sql, parameters = found.query.sql_with_params()
    except EmptyResultSet:
        return [], 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED ({sql}) SELECT '', '', count(*) FROM found UNION ALL "  # noqa: S608 (the ORM's)
            f"SELECT facet, value, count(*) FROM found CROSS JOIN LATERAL ({EACH_VALUE}) each GROUP BY facet, value",
            parameters,
        )
        (_, _, read), *rows = sorted(cursor.fetchall())
    return rows, read


def _by_facet(counts: Iterable[tuple[str, Count]], narrowed: Narrowed) -> dict[str, list[Count]]:
    """Without what is said already: one meal, diet and cuisine can be, and any number of allergens."""
    found: dict[str, list[Count]] = {
        facet: [] for facet in FACETS if facet == "free_of" or not getattr(narrowed, facet)
    }  # fmt: skip
    offered = {*ALLERGENS} - {*narrowed.free_of}
    for facet, count in counts:
        if facet in found and (facet != "free_of" or count.value in offered):
            found[facet].append(count)
    for each in found.values():
        each.sort(key=lambda count: (-count.count, count.value))
    if "cuisine" in found:
        del found["cuisine"][MOST_CUISINES:]
    return found
