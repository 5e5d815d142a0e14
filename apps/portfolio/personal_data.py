"""What the portfolio holds about a person, for export and erasure, and what is dropped in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from project.lib import privacy, retention

from . import models


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a person's rows, or (with `through`) with rows that belong to one of theirs."""

    name: str
    rank: int
    through: str = ""
    leave_out: Sequence[str] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    about: str = ""


# Rows go before what they lean on: figures, then the ledger, then what it names.
TABLES = (
    Table("Notice", 90),
    Table("Watch", 90, through="alert"),
    Table("ImportRow", 90, through="brought_in"),
    Table("Import", 95, files={"file": models.Import.FOLDER}),
    Table("ImportHabit", 95),
    Table("Alert", 100),
    Table("BenchmarkPart", 100, through="yardstick"),
    Table("Goal", 100),
    Table("Share", 100, leave_out=["digest"], about="links that show others your portfolio"),
    Table("Target", 100),
    Table("ActivityChange", 100),
    Table("Label", 100),
    # Packed copies of what the ledger and the snapshots say in words are not handed out.
    Table("HoldingSeries", 100, leave_out=["value", "fx_gain", "entries"]),
    Table("TotalSeries", 100, leave_out=["sums"]),
    Table("Holding", 100),
    Table("Outdated", 100),
    Table("Standing", 100),
    Table("Yardstick", 105),
    Table("Activity", 110),
    Table("Portfolio", 120),
    Table("Account", 120),
    # Of what they added themselves; those of the catalogue are nobody's.
    Table("Feed", 130, through="instrument"),
    Table("Price", 130, through="instrument"),
    Table("PriceSeries", 130, through="instrument", leave_out=["values"]),
    Table("Instrument", 140),
)


def register() -> None:
    for table in TABLES:
        privacy.table(
            f"portfolio.{table.name}",
            rows=_rows_of(table),
            erase=privacy.delete(),
            leave_out=table.leave_out,
            files=table.files,
            about=table.about,
            rank=table.rank,
        )
    _drop_in_time()


def _rows_of(table: Table) -> Any:
    objects = getattr(models, table.name).objects
    return partial(_belonging, objects, f"{table.through}__owner") if table.through else objects.for_user


def _belonging(objects: Any, owner: str, person: Any) -> Any:
    return objects.filter(**{owner: person})


def _drop_in_time() -> None:
    retention.rule(
        "portfolio.Share",
        about="links to your portfolio that were revoked or have expired",
        keep=timedelta(days=30),
        reason="After its end a link shows nothing; so that its owner still sees when it was opened.",
        due=models.Share.objects.over,
        person="owner",
    )
    retention.rule(
        "portfolio.Alert deleted by its person",
        about="alerts that you deleted",
        keep=retention.SOFT_DELETED,
        reason="So that deleting can be undone.",
        due=lambda end: models.Alert.objects.filter(deleted_at__lt=end),
        person="owner",
    )
    retention.rule(
        "portfolio.Notice",
        about="what your alerts told you",
        keep=timedelta(days=365),
        reason="So that you can look up what happened in a year.",
        due=lambda end: models.Notice.objects.filter(made_at__lt=end),
        person="owner",
    )
