"""
What the catalogue costs: lists, search, one recipe and the suggestion of foods, as multiples of the units of this run.

    python -m tests.bench.catalogue [ROUNDS] [RECIPES]

The recipes are those of `seed_demo`, 30,000 where nothing is said, 300,000 at full scale; the foods are the table that
comes with Steward. A row with a limit says at its end which, and whether it holds.
"""

import os
import sys
from collections.abc import Mapping

from .measure import Cost, Subject, engines, interleaved, table
from .pages import SIGN_IN, steward
from .units import COLUMNS, DRF, HELLO, SQL, TEMPLATE, floor

RECIPES = 30_000

# Prints beside the cookie a recipe's uuid, and where page 1,000 (or the last one) begins for a page and for programs.
PREPARE = (
    SIGN_IN.rpartition("connection.cursor()")[0]
    + """
import os
from datetime import date
from fractions import Fraction
from apps.nutrition import services
from apps.nutrition.queries.recipes import recipes
from apps.nutrition.services import recipe_seeding
from project.lib.paging import keyset_page
from project.lib.seeding import Scale
services.import_foods(table="usda", path=services.default_path("usda"))
for _ in recipe_seeding.seed(Scale(Fraction(int(os.environ["BENCH_RECIPES"]), 300_000), date(2026, 3, 31))):
    pass
connection.cursor().execute("VACUUM ANALYZE")
place, pages = "", 1000
while pages > 1 and (page := keyset_page(recipes(person), cursor=place, size=100)).next:
    place, pages = page.next, pages - 4
print(recipes(person)[40].uuid, place)
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""
)

# What a row may cost, as a sum of units, and how many statements beyond the one that finds the person: those of DESIGN.
LIMITS: Mapping[str, tuple[Mapping[str, float], int]] = {
    "recipes, page": ({TEMPLATE: 2}, 6),
    "recipes, API": ({DRF: 1.2}, 5),
    "recipes, page 1,000": ({TEMPLATE: 2}, 6),
    "recipes, vegan, free of nuts and soy": ({TEMPLATE: 2}, 6),
    "search, two words": ({TEMPLATE: 1, SQL: 4}, 6),
    "search, two common words": ({TEMPLATE: 1, SQL: 4}, 6),
    "search, mistyped": ({TEMPLATE: 1, SQL: 4}, 6),
    "one recipe": ({TEMPLATE: 2}, 8),
    "foods that are meant": ({HELLO: 4, SQL: 4}, 2),
    "foods that are meant, mistyped": ({HELLO: 4, SQL: 4}, 2),
}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    os.environ["BENCH_RECIPES"] = sys.argv[2] if len(sys.argv) > 2 else str(RECIPES)
    with engines() as started, floor(started) as units, steward(started, PREPARE) as (server, said):
        uuid, place, cookie = said[-3:]
        person = {"Cookie": cookie}
        part = {**person, "HX-Request": "true"}
        paths: list[tuple[str, str, int, Mapping[str, str] | None]] = [
            ("recipes, page", "/recipes/", 200, None),
            ("recipes, API", "/api/v1/nutrition-data/recipes", 200, None),
            ("recipes, page 1,000", f"/recipes/?cursor={place}", 200, None),
            ("recipes, vegan, free of nuts and soy", "/recipes/?diet=vegan&free_of=nuts&free_of=soy", 200, None),
            ("search, two words", "/recipes/?words=lentil+fennel", 200, None),
            ("search, two common words", "/recipes/?words=chicken+mushroom", 200, None),
            ("search, mistyped", "/recipes/?words=chiken+musrooms", 200, None),
            ("one recipe", f"/recipes/{uuid}/", 200, None),
            ("foods that are meant", "/foods/suggest/?food=chick", 300, part),
            ("foods that are meant, mistyped", "/foods/suggest/?food=chiken", 300, part),
        ]
        subjects = [Subject(name, server, path, n, headers) for name, path, n, headers in paths]
        costs = interleaved([*units, *subjects], rounds=rounds)
    print(table(costs, COLUMNS))
    print()
    for name in LIMITS:
        print(_verdict(name, costs))


def _verdict(name: str, costs: Mapping[str, Cost]) -> str:
    parts, most = LIMITS[name]
    allowed = sum(factor * costs[unit].cpu_ms for unit, factor in parts.items())
    said = " + ".join(f"{factor:g} {unit[0]}" for unit, factor in parts.items())
    cost = costs[name]
    held = cost.cpu_ms <= allowed and cost.statements <= most + 1
    figures = f"{cost.cpu_ms:6.2f} of {allowed:6.2f} ms ({said}), {cost.statements:.0f} statements"
    return f"{'held  ' if held else 'MISSED'}  {name:38}{figures}"


if __name__ == "__main__":
    main()
