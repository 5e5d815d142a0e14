"""What the portfolio holds about a person, for export and erasure."""

from datetime import timedelta
from typing import Any

from project.lib import privacy, retention

from . import models

DERIVED = {
    "HoldingSeries": ["value", "fx_gain", "entries"],
    "TotalSeries": ["sums"],
}


def register() -> None:
    # Rows go before what they lean on: figures, then the ledger, then what it names.
    for rank, names in (
        (100, ("Holding", "HoldingSeries", "TotalSeries", "Outdated", "Standing", "ActivityChange", "Label")),
        (100, ("Target", "Goal")),
        (105, ("Yardstick",)),
        (110, ("Activity",)),
        (120, ("Portfolio", "Account")),
        (140, ("Instrument",)),
    ):
        for name in names:
            model = getattr(models, name)
            privacy.table(
                f"portfolio.{name}",
                rows=model.objects.for_user,
                erase=privacy.delete(),
                # Packed copies of what the ledger and the snapshots say in words.
                leave_out=DERIVED.get(name, []),
                rank=rank,
            )
    privacy.table("portfolio.BenchmarkPart", rows=_benchmark_parts, erase=privacy.delete(), rank=100)
    privacy.table(
        "portfolio.Share",
        rows=models.Share.objects.for_user,
        erase=privacy.delete(),
        leave_out=["digest"],
        about="links that show others your portfolio",
        rank=100,
    )
    retention.rule(
        "portfolio.Share",
        about="links to your portfolio that were revoked or have expired",
        keep=timedelta(days=30),
        reason="After its end a link shows nothing; so that its owner still sees when it was opened.",
        due=models.Share.objects.over,
        person="owner",
    )
    privacy.table("portfolio.ImportRow", rows=_import_rows, erase=privacy.delete(), rank=90)
    privacy.table(
        "portfolio.Import",
        rows=models.Import.objects.for_user,
        erase=privacy.delete(),
        files={"file": models.Import.FOLDER},
        rank=95,
    )
    privacy.table("portfolio.ImportHabit", rows=models.ImportHabit.objects.for_user, erase=privacy.delete(), rank=95)
    # Of what they added themselves; those of the catalogue are nobody's.
    privacy.table("portfolio.Price", rows=_prices, erase=privacy.delete(), rank=130)
    privacy.table("portfolio.PriceSeries", rows=_series, erase=privacy.delete(), leave_out=["values"], rank=130)


def _prices(person: Any) -> Any:
    return models.Price.objects.filter(instrument__owner=person)


def _series(person: Any) -> Any:
    return models.PriceSeries.objects.filter(instrument__owner=person)


def _benchmark_parts(person: Any) -> Any:
    return models.BenchmarkPart.objects.filter(yardstick__owner=person)


def _import_rows(person: Any) -> Any:
    return models.ImportRow.objects.filter(brought_in__owner=person)
