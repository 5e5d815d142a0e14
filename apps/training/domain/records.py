"""Sets in words, and the best of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from project.lib.one_rep_max import MOST_REPETITIONS, epley


@dataclass(frozen=True, slots=True)
class Lifted:
    """The heaviest of the sets with so many repetitions."""

    reps: int
    weight_kg: Decimal


@dataclass(frozen=True, slots=True)
class Best:
    """The best there is of each; None where nothing was told."""

    heaviest: Lifted | None = None
    strongest: Lifted | None = None  # by the estimate of what could be lifted once
    once_kg: float | None = None
    most_reps: int | None = None
    longest_seconds: int | None = None
    furthest_metres: int | None = None


def best(
    lifted: Iterable[Lifted],
    *,
    most_reps: int | None = None,
    longest_seconds: int | None = None,
    furthest_metres: int | None = None,
) -> Best:
    """
    Records over sets, from the heaviest for each number of repetitions.

    What could be lifted once is Epley's estimate (1985), from sets of ten repetitions at most.
    """
    with_weight = [each for each in lifted if each.weight_kg > 0]
    close = [each for each in with_weight if each.reps <= MOST_REPETITIONS]
    strongest = max(close, key=_once, default=None)
    return Best(
        heaviest=max(with_weight, key=lambda each: (each.weight_kg, each.reps), default=None),
        strongest=strongest,
        once_kg=None if strongest is None else _once(strongest),
        most_reps=most_reps,
        longest_seconds=longest_seconds,
        furthest_metres=furthest_metres,
    )


def _once(lifted: Lifted) -> float:
    return epley(float(lifted.weight_kg), lifted.reps)
