"""
What to lift next, by written rules, from what was lifted. Each proposal has a sentence that says why.

Linear progression (Rippetoe and Kilgore 2006, Practical Programming for Strength Training): a weight that was lifted in
every set for the planned repetitions goes up by a step the next time.

Double progression (American College of Sports Medicine 2009, Progression Models in Resistance Training: more weight
once one can do more repetitions than were wanted): repetitions go up from low to high at the same weight; when every
set reaches the high end, the weight goes up by a step and the repetitions begin at the low end.

Both: after three sessions in a row that did not reach the low end, a deload to 90 % of the weight. A weight is rounded
to the quarter of a kilogram.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .words import Muscle, Said

FAILURES = 3
DELOAD = Decimal("0.9")
QUARTER = Decimal("0.25")
# Legs and hips take larger steps.
LOWER_BODY = frozenset({Muscle.QUADRICEPS, Muscle.HAMSTRINGS, Muscle.GLUTES})
LOWER_BODY_STEPS = 2


class Rule(Said):
    NONE = "none"
    LINEAR = "linear"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class Target:
    """What a workout plans of an exercise."""

    sets: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One session's sets of an exercise at the heaviest weight of that session."""

    weight_kg: Decimal | None
    reps: tuple[int, ...]

    def reaches(self, repetitions: int, sets: int) -> bool:
        return len(self.reps) >= sets and all(each >= repetitions for each in self.reps[:sets])


@dataclass(frozen=True, slots=True)
class Proposal:
    """None as weight: without one, or not known yet."""

    weight_kg: Decimal | None
    reps: int
    why: str


def step_for(muscles: Sequence[str], step_kg: Decimal) -> Decimal:
    """Of an exercise whose main muscles are these."""
    return step_kg * LOWER_BODY_STEPS if LOWER_BODY & set(muscles) else step_kg


def propose(rule: Rule, target: Target, attempts: Sequence[Attempt], *, step_kg: Decimal) -> Proposal:
    """
    :param attempts: the latest first
    """
    if not attempts:
        return Proposal(None, target.low, "You have not done this yet: begin with a weight that leaves two in reserve.")
    last = attempts[0]
    if rule is Rule.NONE:
        return Proposal(last.weight_kg, target.low, "The same as last time.")
    if _failed_in_a_row(target, attempts):
        return _deloaded(target, last)
    if not last.reaches(target.low, target.sets):
        return Proposal(last.weight_kg, target.low, f"Last time not every set reached {target.low}: the same again.")
    return _onward(rule, target, last, step_kg)


def _onward(rule: Rule, target: Target, last: Attempt, step_kg: Decimal) -> Proposal:
    """After a session that reached the low end."""
    goal = target.low if rule is Rule.LINEAR else target.high
    if last.reaches(goal, target.sets):
        return _heavier(target, last, step_kg, goal)
    next_reps = min(target.high, min(last.reps[: target.sets]) + 1)
    return Proposal(last.weight_kg, next_reps, f"One repetition more than last time, up to {target.high}.")


def _failed_in_a_row(target: Target, attempts: Sequence[Attempt]) -> bool:
    recent = attempts[:FAILURES]
    return (
        len(recent) == FAILURES
        and all(each.weight_kg == recent[0].weight_kg for each in recent)
        and not any(each.reaches(target.low, target.sets) for each in recent)
    )


def _deloaded(target: Target, last: Attempt) -> Proposal:
    if last.weight_kg is None:
        return Proposal(None, target.low, f"{FAILURES} sessions did not reach {target.low}: do what you can.")
    return Proposal(
        _rounded(last.weight_kg * DELOAD),
        target.low,
        f"{FAILURES} sessions in a row did not reach {target.low}: a tenth less, and up again from there.",
    )


def _heavier(target: Target, last: Attempt, step_kg: Decimal, reached: int) -> Proposal:
    if last.weight_kg is None:
        return Proposal(None, reached + 1, f"Every set reached {reached} last time: one repetition more.")
    return Proposal(
        _rounded(last.weight_kg + step_kg), target.low, f"Every set reached {reached} last time: a step more weight."
    )


def _rounded(kg: Decimal) -> Decimal:
    return (kg / QUARTER).quantize(Decimal(1), ROUND_HALF_UP) * QUARTER
