"""
What it costs to find a food among all that comes with Steward, the branded ones too: 390,000 rows.

    python -m tests.bench.foods [--plain]

Its own PostgreSQL and Redis, in a temporary folder; first the table is read, with --plain without the branded foods.
Milliseconds of `foods_like`, which is what a person sees while they type, over many words of each kind: wall time,
and the CPU of this process and of PostgreSQL for one search. The limit is 10 ms for 95 of 100 searches.
"""

import os
import statistics
import sys
import time
from typing import Any

from .measure import Engines, engines, steward_environment

LIMIT = 10.0
TIMES = 5
WORDS = {
    "one word": ["onion", "apple", "rice", "milk", "cheese", "bread", "chicken", "beef", "salmon", "spinach", "yogurt"],
    "plurals": ["onions", "apples", "tomatoes", "cherries", "potatoes", "leaves", "loaves", "anchovies", "radishes"],
    "half a word": ["oni", "appl", "ric", "chick", "salmo", "yog", "spina", "choc", "straw", "blueb"],
    "two words": ["whole milk", "brown rice", "olive oil", "greek yogurt", "chicken breast", "peanut butter"],
    "two words, turned": ["milk whole", "rice brown", "oil olive", "breast chicken", "butter peanut", "bread rye"],
    "accents": ["crème fraîche", "jalapeño", "gruyère", "açaí", "purée", "pâté"],
    "mistyped": ["onoin", "chiken", "tomatoe", "brocoli", "yoghurt", "spinnach", "potatos", "zuchini", "avacado"],
    "mistyped, two words": ["chiken breast", "peanut buter", "olvie oil", "brown rcie", "gerek yogurt"],
    "nothing is so called": ["qwertz", "xyzzy plugh", "blorptide", "zzzz"],
}


def main() -> None:
    with engines() as started:
        os.environ.update(steward_environment(started, started.postgres.url))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        begun = time.perf_counter()
        call_command("import_foods", "usda", branded="--plain" not in sys.argv)
        print(f"read in {time.perf_counter() - begun:.0f} s")
        _measure(started)


def _measure(started: Engines) -> None:
    from django.contrib.auth import get_user_model
    from django.db import connection

    from apps.nutrition.models import Food
    from apps.nutrition.queries.foods import foods_like

    person = get_user_model().objects.create_user("hungry@example.org")
    connection.cursor().execute("VACUUM ANALYZE")
    print(f"{Food.objects.count():,} foods\n")
    print(f"{'ms':24}{'p50':>8}{'p95':>8}{'worst':>8}  {'of':24}{'CPU app':>8}{'CPU db':>8}{'SQL':>6}")
    every: list[float] = []
    for kind, words in WORDS.items():
        every += _line(started, kind, words, lambda typed: foods_like(person, typed))
    p95 = statistics.quantiles(every, n=20)[-1]
    print(f"\n{'held' if p95 <= LIMIT else 'MISSED'}: p95 of all {len(every)} searches is {p95:.1f} of {LIMIT:.0f} ms")


def _line(started: Engines, kind: str, words: list[str], search: Any) -> list[float]:
    for typed in words:
        search(typed)
    taken: list[tuple[float, str]] = []
    db, sent, cpu = started.database.cpu_ms(), started.statements("steward"), time.process_time()
    for _ in range(TIMES):
        for typed in words:
            begun = time.perf_counter()
            search(typed)
            taken.append(((time.perf_counter() - begun) * 1000, typed))
    cpu, searches = (time.process_time() - cpu) * 1000, len(taken)
    db, sent = started.database.cpu_ms() - db, started.statements("steward") - sent
    times = [each for each, _ in taken]
    worst, of = max(taken)
    print(
        f"{kind:24}{statistics.median(times):8.1f}{statistics.quantiles(times, n=20)[-1]:8.1f}{worst:8.1f}  {of:24}"
        f"{cpu / searches:8.1f}{db / searches:8.1f}{sent / searches:6.1f}"
    )
    return times


if __name__ == "__main__":
    main()
