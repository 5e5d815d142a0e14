"""
The weight that could be lifted once, from a set of several repetitions, by the published formulas. No Django here.

Whoever needs one formula takes Epley's; the calculators offer them all.
"""

from collections.abc import Callable
from math import exp

# The weight times this gives what could be lifted once.
Formula = Callable[[float], float]

FORMULAS: tuple[tuple[str, str, Formula], ...] = (
    ("epley", "Epley 1985", lambda reps: 1 + reps / 30),
    ("brzycki", "Brzycki 1993", lambda reps: 36 / (37 - reps)),
    ("lombardi", "Lombardi 1989", lambda reps: reps**0.10),
    ("lander", "Lander 1985", lambda reps: 100 / (101.3 - 2.67123 * reps)),
    ("mayhew", "Mayhew et al. 1992", lambda reps: 100 / (52.2 + 41.9 * exp(-0.055 * reps))),
    ("oconner", "O'Conner et al. 1989", lambda reps: 1 + 0.025 * reps),
    ("wathan", "Wathan 1994", lambda reps: 100 / (48.8 + 53.8 * exp(-0.075 * reps))),
)
# Beyond these the estimate is rough.
MOST_REPETITIONS = 10


def multiple(formula: Formula, repetitions: float) -> float:
    """A weight lifted once is the maximum that was lifted, whatever a curve fitted to longer sets would add."""
    return formula(repetitions) if repetitions > 1 else 1.0


def epley(load: float, repetitions: int) -> float:
    """In the unit of the load: Epley (1985)."""
    return load * multiple(FORMULAS[0][2], repetitions)
