"""The weight that could be lifted once, from a set of several repetitions."""

from collections.abc import Callable
from math import exp

from .answers import Calculator, Method, Outcome
from .inputs import KG, BadInput, Measure

LOAD = Measure("load", KG, 0.5, 700, "weight lifted")
REPETITIONS = Measure("repetitions", {"": 1.0}, 1, 20, "how often in one set, until no more was possible")

# The share that load times this gives one repetition.
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


def _method(name: str, source: str, formula: Formula) -> Method:
    def run(*, load_kg: float, repetitions: float) -> Outcome:
        if repetitions != int(repetitions):
            raise BadInput("repetitions", "Repetitions are whole numbers.")
        # A weight lifted once is the maximum that was lifted, whatever a curve fitted to longer sets would add.
        multiple = formula(repetitions) if repetitions > 1 else 1.0
        notes = ("Beyond 10 repetitions the estimate is rough.",) if repetitions > 10 else ()
        return Outcome(load_kg * multiple, notes=notes)

    return Method(name, source, (LOAD, REPETITIONS), run)


ONE_REP_MAX = Calculator(
    "one_rep_max", "One-repetition maximum", "kg", 1, tuple(_method(*formula) for formula in FORMULAS)
)
