"""What a calculator answers: a figure with its unit, method, source and the inputs it was made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .inputs import KCAL, KG, METRE, Input

# What people who think in the other unit are also told.
_OTHER_UNIT = {
    "kg": ("lb", 1 / KG["lb"]),
    "m": ("in", 1 / METRE["in"]),
    "kcal/day": ("kJ/day", 1 / KCAL["kj"]),
    "L/day": ("US fl oz/day", 1000 / 29.5735295625),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a formula says, at full precision. `value` is None where the answer is a table."""

    value: float | None
    details: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """
    A published formula. `run` takes each input by its SI name and answers with an Outcome.

    `also_named` are other names that it is known by, which a request may use.
    """

    name: str
    source: str
    inputs: tuple[Input, ...]
    run: Callable[..., Outcome]
    also_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculator:
    """A question with one or more published ways to answer it; the first method is the default."""

    name: str
    title: str
    unit: str
    decimals: int
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    calculator: str
    method: str
    source: str
    unit: str
    value: float | None
    details: Mapping[str, Any]
    notes: tuple[str, ...]
    inputs: Mapping[str, Any]  # as used: SI units, choices spelled out

    def as_json(self, decimals: int) -> dict[str, Any]:
        """Plain values for JSON. The only place where a figure is rounded."""
        told: dict[str, Any] = {
            "calculator": self.calculator,
            "method": self.method,
            "source": self.source,
            "value": rounded(self.value, decimals),
            "unit": self.unit,
        }
        if self.value is not None and self.unit in _OTHER_UNIT:
            unit, factor = _OTHER_UNIT[self.unit]
            told["also"] = {"value": rounded(self.value * factor, decimals), "unit": unit}
        if self.details:
            # Coefficients stand among them, which lose their meaning before figures do.
            told["details"] = rounded(self.details, max(decimals, 3))
        if self.notes:
            told["notes"] = list(self.notes)
        # Inputs are echoed so that a conversion can be checked, hence more digits than the answer has.
        return told | {"inputs": rounded(self.inputs, 6)}


def rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, float):
        return round(value, decimals) or 0.0  # never -0.0
    if isinstance(value, Mapping):
        return {key: rounded(each, decimals) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each, decimals) for each in value]
    return value
