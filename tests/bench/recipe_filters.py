"""
How diets and allergens are best kept: as arrays with one GIN index, as arrays with a partial index for each of them as
the product has it, or as a boolean column each with a partial index.

    python -m tests.bench.recipe_filters [RECIPES]

All tables hold the same rows of `seed_demo`. Milliseconds are the median of PostgreSQL's own planning and execution;
`rows read` is what the plan looked at for a page of 26.
"""

import os
import subprocess
import sys
from statistics import median
from typing import Any

import psycopg

from .measure import ROOT, engines, steward_environment

RECIPES = 30_000
TIMES = 25

FILL = """
import django; django.setup()
import os
from datetime import date
from fractions import Fraction
from apps.nutrition.services import recipe_seeding
from project.lib.seeding import Scale
for _ in recipe_seeding.seed(Scale(Fraction(int(os.environ["BENCH_RECIPES"]), 300_000), date(2026, 3, 31))):
    pass
"""

# Which diets, which allergens, and what else is asked.
ASKED: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...] = (
    ("vegetarian", ("vegetarian",), (), ""),
    ("vegan", ("vegan",), (), ""),
    ("free of nuts", (), ("nuts",), ""),
    ("free of gluten, milk and eggs", (), ("gluten", "milk", "eggs"), ""),
    ("vegan, free of nuts, soy and sesame", ("vegan",), ("nuts", "soy", "sesame"), ""),
    ("vegan breakfast in 15 minutes", ("vegan",), (), "meals @> '{breakfast}' AND minutes BETWEEN 1 AND 15"),
    ("vegan, free of gluten, words", ("vegan",), ("gluten",), "stems @@ to_tsquery('english', 'curry & chickpea')"),
    ("pool of a planner: vegan, free of nuts", ("vegan",), ("nuts",), "energy_kcal BETWEEN 300 AND 600"),
)
# (name in the arrays, column): what a boolean table has for each.
_DIETS, _CONTENTS = ("vegan", "vegetarian", "pescatarian"), ("nuts", "gluten", "milk", "eggs", "soy", "sesame")
_BOOLEANS = [(f"suits_{each}", f"'{each}' = ANY(suits)") for each in _DIETS] + [
    (f"free_of_{each}", f"'{each}' = ANY(free_of)") for each in _CONTENTS
]


def main() -> None:
    recipes = sys.argv[1] if len(sys.argv) > 1 else str(RECIPES)
    with engines() as started:
        env = os.environ | steward_environment(started, started.postgres.url) | {"BENCH_RECIPES": recipes}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=env, check=True)
        subprocess.run([sys.executable, "-c", FILL], cwd=ROOT, env=env, check=True)
        with psycopg.connect(started.postgres.url, autocommit=True) as database:
            _make_others(database)
            _compare(database)


def _make_others(database: psycopg.Connection[Any]) -> None:
    database.execute("CREATE TABLE plain AS SELECT * FROM nutrition_recipe")
    database.execute("ALTER TABLE plain ADD PRIMARY KEY (id)")
    database.execute("CREATE INDEX ON plain (popularity DESC, id DESC)")
    database.execute("CREATE INDEX ON plain USING gin (stems)")
    database.execute("CREATE INDEX plain_filters ON plain USING gin (suits, free_of, meals, tags)")
    columns = ", ".join(f"{told} AS {column}" for column, told in _BOOLEANS)
    database.execute(f"CREATE TABLE told AS SELECT *, {columns} FROM nutrition_recipe".encode())  # noqa: S608 (our own names)
    database.execute("ALTER TABLE told ADD PRIMARY KEY (id)")
    database.execute("CREATE INDEX ON told (popularity DESC, id DESC)")
    database.execute("CREATE INDEX ON told USING gin (stems)")
    database.execute("CREATE INDEX ON told USING gin (meals, tags)")
    for column, _ in _BOOLEANS:
        database.execute(f"CREATE INDEX told_{column} ON told (popularity DESC, id DESC) WHERE {column}".encode())
    database.execute("VACUUM ANALYZE")


def _compare(database: psycopg.Connection[Any]) -> None:
    print(f"{'':42}" + "".join(f"{title:>20}{'rows':>8}" for title, _ in _TABLES))
    for name, diets, free_of, more in ASKED:
        # As Django asks; without the type a partial index is not recognised.
        arrays = [f"suits @> ARRAY['{each}']::varchar(11)[]" for each in diets]
        arrays += [f"free_of @> ARRAY['{each}']::varchar(11)[]" for each in free_of]
        booleans = [f"suits_{each}" for each in diets] + [f"free_of_{each}" for each in free_of]
        costs = [
            _cost(database, relation, [*(booleans if relation == "told" else arrays), *filter(None, [more])])
            for _, relation in _TABLES
        ]
        print(f"{name:42}" + "".join(f"{took:20.2f}{read:8,}" for took, read in costs))
    sizes = "SELECT sum(pg_relation_size(indexrelid)) FROM pg_index WHERE indexrelid::regclass::text ~ %s"
    for title, pattern in _INDEXES:
        (size,) = database.execute(sizes, [pattern]).fetchone() or (0,)
        print(f"{title:42}{int(size) / 1e6:9.1f} MB")


_TABLES = (("arrays, GIN", "plain"), ("arrays, partial", "nutrition_recipe"), ("booleans, partial", "told"))
_INDEXES = (
    ("GIN index of arrays", "^plain_filters$"),
    ("partial indexes of arrays", "^recipe_(no_.*|vegan|vegetarian|pescatarian)$"),
    ("partial indexes of seven booleans", "^told_(suits|free_of)_"),
)


def _cost(database: psycopg.Connection[Any], relation: str, conditions: list[str]) -> tuple[float, int]:
    asked = f"SELECT * FROM {relation} WHERE {' AND '.join(conditions)} ORDER BY popularity DESC, id DESC LIMIT 26"  # noqa: S608
    took, read = [], 0
    for _ in range(TIMES):
        found = database.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {asked}".encode()).fetchone()
        assert found
        [plan] = found[0]
        took.append(plan["Planning Time"] + plan["Execution Time"])
        read = _read(plan["Plan"])
    return median(took), read


def _read(node: dict[str, Any]) -> int:
    below = [_read(each) for each in node.get("Plans", [])]
    looked_at = (
        node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    )
    return max([int(looked_at), *below])


if __name__ == "__main__":
    main()
