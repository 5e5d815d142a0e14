"""Keys for rows that other rows will name, taken before any is written, so that both kinds go by COPY."""

from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, models


def keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def new_uuid(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def batches(items: list[Any], size: int) -> list[list[Any]]:
    return [items[begin : begin + size] for begin in range(0, len(items), size)]
