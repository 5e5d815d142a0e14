"""
When an alert speaks: once as its condition begins, and again only after the condition has ended by a margin.

Without the margin a price that trembles around the limit would speak every day.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    ARMED = "armed"  # waits for its condition to begin
    FIRED = "fired"  # has spoken, and waits for it to end


@dataclass(frozen=True, slots=True)
class Condition:
    """The measure is at the limit or beyond it: above, or with `below` under it."""

    limit: Decimal
    margin: Decimal
    below: bool = False

    def holds(self, measure: Decimal) -> bool:
        return measure <= self.limit if self.below else measure >= self.limit

    def has_ended(self, measure: Decimal) -> bool:
        """Back on the other side of the limit, and as far from it as the margin."""
        if self.below:
            return measure > self.limit and measure >= self.limit + self.margin
        return measure < self.limit and measure <= self.limit - self.margin


def step(state: State, condition: Condition, measure: Decimal | None) -> State:
    """
    The state after a look. It speaks where this leads from armed to fired, and nowhere else.

    What is unknown neither begins nor ends anything.
    """
    if measure is None:
        return state
    if state is State.ARMED:
        return State.FIRED if condition.holds(measure) else State.ARMED
    return State.ARMED if condition.has_ended(measure) else State.FIRED


def speaks(before: State, after: State) -> bool:
    return before is State.ARMED and after is State.FIRED


# --- The margins ------------------------------------------------------------------------------------------------------

_ONE_PERCENT = Decimal("0.01")
_A_FIFTH = Decimal("0.2")


def price_condition(limit: Decimal, *, below: bool) -> Condition:
    """One percent of the limit."""
    return Condition(limit, limit * _ONE_PERCENT, below)


def drift_condition(tolerance: Decimal) -> Condition:
    """A fifth of what is tolerated."""
    return Condition(tolerance, tolerance * _A_FIFTH)


def drawdown_condition(depth: Decimal) -> Condition:
    """A fifth of the depth."""
    return Condition(depth, depth * _A_FIFTH)


def age_condition(days: Decimal) -> Condition:
    """A day: any fresher price ends it."""
    return Condition(days, Decimal(1))
