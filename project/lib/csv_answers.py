"""Tables to take along, as CSV: for programs, so days are written 2025-01-31 and amounts with a point."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse

Cell = str | Decimal | float | int | date | None

# A spreadsheet runs what begins so; the mark makes it text (OWASP, CSV Injection).
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def wants_csv(request: HttpRequest) -> bool:
    return request.GET.get("as") == "csv"


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    writer.writerow(columns)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return answer


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, float | int):
        return repr(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return f"'{cell}" if cell.startswith(_RUN_BY_SPREADSHEETS) else cell
