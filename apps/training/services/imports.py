"""Exercises from a file of somebody else's, into the library."""

import json
from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction

from project.lib.errors import DomainError

from ..domain import free_exercise_db
from .library import store_exercises

FREE_EXERCISE_DB = "free-exercise-db"


class Unreadable(DomainError):
    code: ClassVar[str] = "unreadable"


@dataclass(frozen=True, slots=True)
class Imported:
    added: int
    changed: int
    faults: list[str]


@transaction.atomic
def import_exercises(text: str) -> Imported:
    """
    Exercises in the shape of free-exercise-db, under their names. Safe to repeat.

    What Steward has under the same name stays as it is.

    :raises Unreadable: this is no file of that shape
    """
    try:
        read = free_exercise_db.read(json.loads(text))
    except (ValueError, RecursionError) as fault:
        raise Unreadable(f"This file cannot be read: {fault}") from None
    stored = store_exercises(read.entries, source=FREE_EXERCISE_DB)
    return Imported(stored.added, stored.changed, read.faults)
