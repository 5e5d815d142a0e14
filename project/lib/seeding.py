"""
Data of any volume, made up and the same every time: how much of it there is, whose it is, and how unevenly it lies.

Apps register what they fill as `registry.seeders`; `manage.py seed_demo` runs them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from fractions import Fraction
from random import Random
from statistics import NormalDist
from typing import Any, Self, TypeVar
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

Each = TypeVar("Each")

PEOPLE = 10_000
# Nobody can own an address there (RFC 2606), so no letter ever arrives.
DOMAIN = "seed.example"

_PARTS = {"tiny": Fraction(1, 1000), "ci": Fraction(1, 100), "full": Fraction(1)}
SCALES = tuple(_PARTS)


@dataclass(frozen=True, slots=True)
class Scale:
    """Which part of the full volume there shall be, and the last day that anything happens on."""

    part: Fraction
    until: date

    @classmethod
    def named(cls, name: str, *, until: date) -> Self:
        return cls(_PARTS[name], until)

    def of(self, full: int, *, least: int = 1) -> int:
        return max(least, int(full * self.part))

    @property
    def people(self) -> int:
        return self.of(PEOPLE)


def address(number: int) -> str:
    return f"person{number:05}@{DOMAIN}"


def people(scale: Scale) -> QuerySet[Any]:
    """The made-up people, in the order of their numbers."""
    wanted = [address(number) for number in range(scale.people)]
    return get_user_model().objects.filter(email__in=wanted).order_by("email")


def chance(*names: object) -> Random:
    """Chance that depends on nothing but the names."""
    return Random(" ".join(map(str, names)))  # noqa: S311 (no secret)


def new_uuid(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def batches(things: Sequence[Each], size: int) -> Iterator[Sequence[Each]]:
    return (things[begin : begin + size] for begin in range(0, len(things), size))


def uneven(total: int, parts: int, *, spread: float = 1.25) -> list[int]:
    """
    The total in so many parts, as unlike as such things are: logarithms spread like a bell, so that of ten thousand a
    few have a hundred times the median. Neighbours differ, and at any total above it each has at least one.
    """
    bell = NormalDist(0, spread)
    weights = [2.718281828 ** bell.inv_cdf((place + 0.5) / parts) for place in range(parts)]
    chance("uneven", parts).shuffle(weights)
    whole, given, found = sum(weights), 0.0, []
    spare = max(0, total - parts)
    least = min(1, total // parts)
    for weight in weights:
        before = int(given)
        given += spare * weight / whole
        found.append(least + int(given) - before)
    found[-1] += total - sum(found)
    return found
