"""Rows into a table by COPY: of any number, and bytes as they are instead of written out as digits."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def copied(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Nothing is filled in: every column without a default of the database stands among `columns`."""
    fields = [model._meta.get_field(column) for column in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    # A "varchar(3)[]" is known as varchar[], a "numeric(4, 1)" as numeric, and a serial as the integer that it holds.
    types = [str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection)) for field in fields]  # type: ignore[union-attr]
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN (FORMAT BINARY)') as copy,
    ):
        copy.set_types([re.sub(r"\([\d, ]+\)", "", kind) for kind in types])
        for row in rows:
            copy.write_row(row)


def keys(model: type[models.Model], count: int) -> list[int]:
    """Ids for rows that others will name, taken before any is written, so that both kinds go by COPY."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]
