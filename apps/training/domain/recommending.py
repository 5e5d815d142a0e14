"""
What to train next, by written rules: each workout left out, and each point given, has a sentence that says why.

1. Never: what needs equipment that is not there, takes longer than there is time, or is above the person's level.
2. Recovery: a muscle that was trained with three sets or more rests for 48 hours (American College of Sports Medicine
   2009); a workout one of whose main muscles still rests is left out. Mobility needs no rest.
3. After three days of training in a row only mobility is offered.
4. Of the others the one with the most points: for the goal, the level, the time, muscles that were not trained for a
   week, and something else than last time. Between equals the order of the library decides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .words import Goal, Level, Muscle

RECOVERY_HOURS = 48
HARD_SETS = 3
DAYS_IN_A_ROW = 3
MAIN_MUSCLES = 3
WEEK_HOURS = 7 * 24
# What serves a goal besides what is made for it.
RELATED = {
    Goal.STRENGTH: Goal.MUSCLE,
    Goal.MUSCLE: Goal.STRENGTH,
    Goal.ENDURANCE: Goal.FITNESS,
    Goal.FITNESS: Goal.ENDURANCE,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person trains for, and with what; `equipment` is all there is."""

    goal: Goal
    level: Level
    minutes: int
    equipment: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trained:
    """A session: how long ago, on which day (counted back, 0 is today), of which workout, with how many sets."""

    hours_ago: float
    days_ago: int
    workout: object = None
    sets: Mapping[str, int] = field(default_factory=dict)  # by muscle


@dataclass(frozen=True, slots=True)
class Offer:
    """A workout that there is; its muscles with the most trained first."""

    key: object
    goal: Goal
    level: Level
    minutes: int
    equipment: frozenset[str]
    muscles: Sequence[str]

    @property
    def main_muscles(self) -> tuple[str, ...]:
        return tuple(self.muscles[:MAIN_MUSCLES])


@dataclass(frozen=True, slots=True)
class Advice:
    key: object
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advised:
    """The best first; `left_out` says of how many each rule thought otherwise."""

    advice: tuple[Advice, ...]
    left_out: Mapping[str, int]
    resting: tuple[str, ...]  # muscles


def recommend(offers: Iterable[Offer], wish: Wish, trained: Sequence[Trained], *, most: int = 3) -> Advised:
    resting = _resting(trained)
    tired = _days_in_a_row(trained) >= DAYS_IN_A_ROW
    left_out: Counter[str] = Counter()
    found = []
    for order, offer in enumerate(offers):
        against = _against(offer, wish, resting, tired=tired)
        if against:
            left_out[against] += 1
            continue
        points, reasons = _points(offer, wish, trained, tired=tired)
        found.append((-points, order, Advice(offer.key, points, reasons)))
    best = [advice for *_, advice in sorted(found, key=lambda each: each[:2])[:most]]
    return Advised(tuple(best), dict(left_out), tuple(sorted(resting)))


# --- Recovery ---------------------------------------------------------------------------------------------------------


def _resting(trained: Iterable[Trained]) -> dict[str, float]:
    """Hours that each muscle has still to rest."""
    left: dict[str, float] = {}
    for session in trained:
        if session.hours_ago < RECOVERY_HOURS:
            for muscle, sets in session.sets.items():
                if sets >= HARD_SETS:
                    left[muscle] = max(left.get(muscle, 0.0), RECOVERY_HOURS - session.hours_ago)
    return left


def _days_in_a_row(trained: Iterable[Trained]) -> int:
    """Up to yesterday, or up to today where they trained today already."""
    days = {session.days_ago for session in trained}
    first = 0 if 0 in days else 1
    count = 0
    while first + count in days:
        count += 1
    return count


# --- Rules ------------------------------------------------------------------------------------------------------------


def _against(offer: Offer, wish: Wish, resting: Mapping[str, float], *, tired: bool) -> str:
    """The first rule that a workout does not keep, in words; empty where it keeps all."""
    needs_rest = offer.goal is not Goal.MOBILITY
    rules = (
        (bool(offer.equipment - wish.equipment), "needs equipment that you do not have"),
        (offer.minutes > wish.minutes, f"takes longer than {wish.minutes} minutes"),
        (offer.level.rank > wish.level.rank, f"is beyond {wish.level.label.lower()}"),
        (needs_rest and tired, f"is more than a stretch after {DAYS_IN_A_ROW} days of training in a row"),
        (needs_rest and bool(set(offer.main_muscles) & resting.keys()), "trains muscles that still rest"),
    )
    return next((words for broken, words in rules if broken), "")


def _points(offer: Offer, wish: Wish, trained: Sequence[Trained], *, tired: bool) -> tuple[int, tuple[str, ...]]:
    given = [
        _for_goal(offer, wish),
        _for_level(offer, wish),
        _for_time(offer, wish),
        _for_neglected(offer, trained),
        _for_change(offer, trained),
        (0, f"You trained {DAYS_IN_A_ROW} days in a row: let your body rest." if tired else ""),
    ]
    return sum(points for points, _ in given), tuple(reason for _, reason in given if reason)


def _for_goal(offer: Offer, wish: Wish) -> tuple[int, str]:
    if offer.goal is wish.goal:
        return 4, f"It is made for your goal, {wish.goal.label.lower()}."
    if RELATED.get(wish.goal) is offer.goal:
        return 1, f"It is for {offer.goal.label.lower()}, which helps {wish.goal.label.lower()}."
    return 0, ""


def _for_level(offer: Offer, wish: Wish) -> tuple[int, str]:
    if offer.level is wish.level:
        return 2, "It is at your level."
    return (1, "") if offer.level.rank == wish.level.rank - 1 else (0, "")


def _for_time(offer: Offer, wish: Wish) -> tuple[int, str]:
    if offer.minutes * 3 >= wish.minutes * 2:
        return 1, f"With {offer.minutes} minutes it makes good use of your time."
    return 0, ""


def _for_neglected(offer: Offer, trained: Iterable[Trained]) -> tuple[int, str]:
    lately = {muscle for each in trained if each.hours_ago < WEEK_HOURS for muscle in each.sets}
    if not lately or offer.goal is Goal.MOBILITY:
        return 0, ""
    neglected = [muscle for muscle in offer.main_muscles if muscle not in lately]
    if not neglected:
        return 0, ""
    *first, last = [Muscle(muscle).label.lower() for muscle in neglected]
    words = f"{', '.join(first)} and {last}" if first else last
    return len(neglected), f"You have not trained your {words} for a week."


def _for_change(offer: Offer, trained: Sequence[Trained]) -> tuple[int, str]:
    of_week = [each for each in trained if each.hours_ago < WEEK_HOURS]
    latest = min(of_week, key=lambda each: each.hours_ago, default=None)
    if latest is not None and latest.workout == offer.key:
        return -3, ""
    return (-1, "") if any(each.workout == offer.key for each in of_week) else (0, "")
