"""A list of recipes, the smallest that is like a real one: columns of several kinds, and a related table to fetch."""

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

RECIPES = 20_000


class Author(models.Model):
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class Recipe(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
    name = models.CharField(max_length=120, db_index=True)
    description = models.TextField()
    minutes = models.IntegerField()
    servings = models.IntegerField()
    rating = models.DecimalField(max_digits=3, decimal_places=2)
    keywords = ArrayField(models.CharField(max_length=30))
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


def load() -> None:
    """The rows, made by the database itself and the same every time."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO floor_author (name) SELECT 'Author ' || n FROM generate_series(1, 100) n")
        cursor.execute(
            "INSERT INTO floor_recipe"
            " (author_id, name, description, minutes, servings, rating, keywords, created_at)"
            " SELECT 1 + n %% 100, 'Recipe ' || n, repeat('Stir and wait. ', 8), 5 + n %% 90, 1 + n %% 8,"
            " (n %% 500) / 100.0, array['keyword ' || n %% 300, 'keyword ' || n %% 200, 'keyword ' || n %% 100],"
            " timestamptz '2026-01-01' + n * interval '1 minute' FROM generate_series(1, %s) n",
            [RECIPES],
        )
        cursor.execute("VACUUM ANALYZE")
