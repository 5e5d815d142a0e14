"""Counting the recipes of the catalogue by kind, so that nobody who looks through it has to."""

from django.db import connection, transaction

from ..queries.recipe_facets import EACH_VALUE

_COUNT = f"""
    INSERT INTO nutrition_recipecount (facet, value, count)
    SELECT facet, value, count(*) FROM nutrition_recipe CROSS JOIN LATERAL ({EACH_VALUE}) each
    WHERE owner_id IS NULL AND hidden_at IS NULL GROUP BY facet, value ORDER BY facet, value
"""  # noqa: S608 (our own words)


@transaction.atomic
def count_recipes() -> None:
    """Make the counts anew. It reads the whole catalogue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('nutrition.count recipes'))")
        cursor.execute("DELETE FROM nutrition_recipecount")
        cursor.execute(_COUNT)
