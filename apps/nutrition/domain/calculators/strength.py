"""The weight that could be lifted once, from a set of several repetitions."""

from project.lib.one_rep_max import FORMULAS, MOST_REPETITIONS, Formula, multiple

from .answers import Calculator, Method, Outcome
from .inputs import KG, BadInput, Measure

LOAD = Measure("load", KG, 0.5, 700, "weight lifted")
REPETITIONS = Measure("repetitions", {"": 1.0}, 1, 20, "how often in one set, until no more was possible")


def _method(name: str, source: str, formula: Formula) -> Method:
    def run(*, load_kg: float, repetitions: float) -> Outcome:
        if repetitions != int(repetitions):
            raise BadInput("repetitions", "Repetitions are whole numbers.")
        rough = repetitions > MOST_REPETITIONS
        notes = (f"Beyond {MOST_REPETITIONS} repetitions the estimate is rough.",) if rough else ()
        return Outcome(load_kg * multiple(formula, repetitions), notes=notes)

    return Method(name, source, (LOAD, REPETITIONS), run)


ONE_REP_MAX = Calculator(
    "one_rep_max", "One-repetition maximum", "kg", 1, tuple(_method(*formula) for formula in FORMULAS)
)
