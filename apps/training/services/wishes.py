"""What a person trains for."""

from collections.abc import Iterable
from typing import Any

from ..models import TrainingWish


def set_wish(*, owner: Any, goal: str, level: str, minutes: int, equipment: Iterable[str]) -> TrainingWish:
    """Over what they said before."""
    wish, _ = TrainingWish.objects.update_or_create(
        owner=owner,
        defaults={"goal": goal, "level": level, "minutes": minutes, "equipment": sorted(set(equipment))},
    )
    return wish
