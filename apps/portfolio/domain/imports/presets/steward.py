"""
Steward's own export: JSON, or an archive of CSV tables. What it writes it reads back to the same ledger.

Conventions: every figure is written in full, with a point; days as 2026-12-31; the columns are the fields of
`Entry`. The reference of a line is its own; chosen lots name the lines that brought them. Accounts, the person's
own instruments and prices of those stand in tables of their own.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from ..entries import FIELDS, BadEntry, NewAccount, NewInstrument, NewPrice, Reading, from_fields
from ..sheets import BadFile, Sheet
from ..tables import Settings, lines
from .base import Preset

FORMAT = "steward-ledger-1"
TABLES = ("accounts", "instruments", "prices", "activities")
T = TypeVar("T")
_WANTED = ("kind", "on", "account", "reference")


def recognises(sheet: Sheet) -> bool:
    if isinstance(sheet.document, dict):
        return sheet.document.get("format") == FORMAT
    if sheet.parts:
        return "activities" in sheet.parts
    return sheet.find_header(_WANTED) is not None


def read(sheet: Sheet, settings: Settings) -> Reading:
    reading = Reading()
    tables = {name: list(_table(sheet, settings, name)) for name in TABLES}
    reading.accounts = _made(NewAccount, (said for _, _, said in tables["accounts"]))
    reading.instruments = _made(NewInstrument, (said for _, _, said in tables["instruments"]))
    reading.prices = _made(NewPrice, (said for _, _, said in tables["prices"]))
    for line, text, said in tables["activities"]:
        try:
            reading.ready(line, text, from_fields(said))
        except BadEntry as fault:
            reading.to_mend(line, text, fault.detail)
    return reading


def _table(sheet: Sheet, settings: Settings, name: str) -> Iterable[tuple[int, str, Mapping[str, Any]]]:
    if isinstance(sheet.document, dict):
        listed = sheet.document.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(said, dict) for said in listed):
            raise BadFile(f"“{name}” of the file is no list of objects.")
        for number, said in enumerate(listed, 1):
            yield number, str(said)[:2000], said
        return
    part = sheet.parts.get(name) if sheet.parts else (sheet if name == "activities" else None)
    if part is not None:
        for line in lines(part, settings, part.find_header(["currency"]) or 0):
            # As it stands, blanks at the ends of a cell too.
            cells = next(csv.reader(io.StringIO(line.record.text, newline=""), delimiter=part.delimiter))
            said = {name: cells[index] for name, index in line.columns.items() if index < len(cells)}
            yield line.record.line, line.record.text, said


def _made(kind: Callable[..., T], rows: Iterable[Mapping[str, Any]]) -> list[T]:
    names = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    made = []
    for said in rows:
        try:
            made.append(kind(**{name: _value(name, str(said[name])) for name in names if said.get(name)}))
        except (TypeError, ValueError, InvalidOperation):
            raise BadFile(f"This line of the file cannot be read: {str(dict(said))[:200]}") from None
    return made


def _value(name: str, text: str) -> Any:
    if name in {"on", "closed_on"}:
        return date.fromisoformat(text)
    return Decimal(text) if name == "close" else text


COLUMNS = FIELDS
PRESET = Preset(
    "steward", "Steward", "In Steward: Portfolio, Import, Take everything with you.", recognises, read,
    mark=".", order="ymd", columns=COLUMNS,
)  # fmt: skip
