"""A person's whole ledger as JSON or as an archive of CSV tables: what `domain.imports.presets.steward` reads back."""

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from ..domain.imports.entries import Entry, as_fields
from ..domain.imports.presets.steward import COLUMNS, FORMAT
from ..models import Account, Activity, Instrument, Price

ACCOUNT_COLUMNS = ("name", "currency", "kind", "lot_method", "closed_on")
INSTRUMENT_COLUMNS = ("symbol", "isin", "name", "kind", "currency", "sector", "region")
PRICE_COLUMNS = ("symbol", "on", "close")
IN_MEMORY = 5_000_000


def accounts(user: Any) -> Iterator[dict[str, str]]:
    for row in Account.objects.for_user(user).order_by("id").values(*ACCOUNT_COLUMNS):
        yield _said(row)


def instruments(user: Any) -> Iterator[dict[str, str]]:
    """The person's own; those of the catalogue are found by their symbol and ISIN."""
    for row in Instrument.objects.for_user(user).order_by("id").values(*INSTRUMENT_COLUMNS):
        yield _said(row)


def prices(user: Any) -> Iterator[dict[str, str]]:
    rows = Price.objects.filter(instrument__owner=user).order_by("instrument", "on")
    for symbol, on, close in rows.values_list("instrument__symbol", "on", "close").iterator():
        yield {"symbol": symbol, "on": on.isoformat(), "close": f"{close:f}"}


def activities(user: Any) -> Iterator[dict[str, str]]:
    """Every line of every account, in the order of the ledger."""
    rows = Activity.objects.for_user(user).for_listing().in_ledger_order()
    lots = {lot for taken in rows.values_list("lots", flat=True).exclude(lots=None) for lot, _ in taken or ()}
    references = {row.pk: _reference(row) for row in Activity.objects.for_user(user).filter(pk__in=_ids(lots))}
    for row in rows.iterator(chunk_size=2000):
        yield as_fields(_entry(row, references))


def _ids(lots: set[Any]) -> list[int]:
    return [int(lot) for lot in lots if str(lot).isdecimal()]


def _reference(row: Activity) -> str:
    return row.source_reference or str(row.uuid)


def _entry(row: Activity, references: dict[int, str]) -> Entry:
    instrument, into = row.instrument, row.into
    ratio = f"{row.ratio_new}:{row.ratio_old}" if row.ratio_new else ""
    lots = " ".join(f"{references.get(lot, lot)}={taken}" for lot, taken in row.lots or ())
    return Entry(
        kind=row.kind, on=row.on, at=f"{row.at:%H:%M:%S}" if row.at else "", order=row.order,
        account=row.account.name, to_account=row.to_account.name if row.to_account else "",
        symbol=instrument.symbol if instrument else "", isin=instrument.isin if instrument else "",
        name=instrument.name if instrument else "", asset_currency=instrument.currency if instrument else "",
        into=into.symbol if into else "", into_isin=into.isin if into else "", quantity=row.quantity, price=row.price,
        amount=row.amount, fee=row.fee, tax=row.tax, currency=row.currency, settled_in=row.settled_in, rate=row.rate,
        ratio=ratio, share=row.share, cost=row.cost, acquired_on=row.acquired_on, lots=lots, note=row.note,
        tags=",".join(row.tags), reference=_reference(row), source=row.source or "steward",
    )  # fmt: skip


def _said(row: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if value not in (None, "")}


# --- Files ------------------------------------------------------------------------------------------------------------


def as_json(user: Any) -> Iterator[str]:
    """In parts, so that no part of a long ledger waits for the rest."""
    yield f'{{"format": "{FORMAT}"'
    for name, rows in _tables(user):
        yield f', "{name}": ['
        before = ""
        for row in rows:
            yield before + json.dumps(row, ensure_ascii=False)
            before = ",\n"
        yield "]"
    yield "}\n"


def as_archive(user: Any) -> IO[bytes]:
    """A ZIP of four tables, open at its beginning."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the caller reads it)
    columns = {
        "accounts": ACCOUNT_COLUMNS, "instruments": INSTRUMENT_COLUMNS, "prices": PRICE_COLUMNS, "activities": COLUMNS,
    }  # fmt: skip
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in _tables(user):
            with archive.open(f"{name}.csv", "w") as part, io.TextIOWrapper(part, "utf-8", newline="") as text:
                writer = csv.DictWriter(text, columns[name])
                writer.writeheader()
                writer.writerows(rows)
    file.seek(0)
    return file


def _tables(user: Any) -> Iterator[tuple[str, Iterator[dict[str, str]]]]:
    yield "accounts", accounts(user)
    yield "instruments", instruments(user)
    yield "prices", prices(user)
    yield "activities", activities(user)
