"""Every calculator by name, and the one way to ask them."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from .answers import Answer, Calculator, Method
from .basal import BMR, TDEE
from .body import BMI, BODY_FAT, IDEAL_WEIGHT
from .heart import HEART_RATE_ZONES
from .inputs import BadInput, Choice, Measure
from .macros import MACROS
from .nasem import EER
from .reference import REFERENCE_INTAKES
from .strength import ONE_REP_MAX
from .water import WATER

CALCULATORS: Mapping[str, Calculator] = {
    each.name: each
    for each in (
        BMR, TDEE, EER, BMI, BODY_FAT, IDEAL_WEIGHT, WATER, MACROS, REFERENCE_INTAKES, HEART_RATE_ZONES, ONE_REP_MAX,
    )
}  # fmt: skip

# Inputs of every request besides those of its calculator.
CALCULATOR, METHOD, DECIMALS = "calculator", "method", "decimals"
MOST_DECIMALS = 6


def calculate(request: Mapping[str, Any]) -> Answer:
    """
    The answer to `{"calculator": …, "method": …, …inputs}`; the method may be left out.

    :raises BadInput: an input is missing, unknown or out of range; it names the field
    """
    calculator = _calculator(request)
    method = _method(calculator, request)
    _refuse_unknown(calculator, request)
    used = {each.field: each.read(request) for each in method.inputs}
    outcome = method.run(**used)
    return Answer(
        calculator=calculator.name,
        method=method.name,
        source=method.source,
        unit=calculator.unit,
        value=outcome.value,
        details=outcome.details,
        notes=outcome.notes,
        inputs={name: value for name, value in used.items() if value is not None},
    )


def calculate_json(request: Mapping[str, Any]) -> dict[str, Any]:
    """The same in plain values, rounded to `decimals` digits, or as suits the calculator."""
    calculator = _calculator(request)
    decimals = request.get(DECIMALS)
    if decimals is None:
        decimals = calculator.decimals
    if isinstance(decimals, bool) or not isinstance(decimals, int) or not 0 <= decimals <= MOST_DECIMALS:
        raise BadInput(DECIMALS, f"Decimals must be a whole number from 0 to {MOST_DECIMALS}.")
    return calculate(request).as_json(decimals)


def catalogue() -> list[dict[str, Any]]:
    """Every calculator with its methods and their inputs, in plain values."""
    return [
        {
            "calculator": each.name,
            "title": each.title,
            "unit": each.unit,
            "methods": [
                {
                    "method": method.name,
                    "also_named": list(method.also_named),
                    "source": method.source,
                    "inputs": [_described(i) for i in method.inputs],
                }
                for method in each.methods
            ],
        }
        for each in CALCULATORS.values()
    ]


def _described(each: Measure | Choice) -> dict[str, Any]:
    told: dict[str, Any] = {"input": each.name, "given_as": list(each.spellings), "about": each.about}
    if isinstance(each, Measure):
        unit = next(iter(each.units))
        told |= {"from": round(each.low, 4), "to": round(each.high, 4)} | ({"unit": unit} if unit else {})
        return told | {"required": not each.optional}
    told |= {"options": list(each.options), "required": not each.optional and each.default is None}
    return told | ({"default": each.default} if each.default else {})


def _calculator(request: Mapping[str, Any]) -> Calculator:
    name = request.get(CALCULATOR)
    if not isinstance(name, str) or name not in CALCULATORS:
        raise BadInput(CALCULATOR, f"Name a calculator: {', '.join(CALCULATORS)}.")
    return CALCULATORS[name]


def _method(calculator: Calculator, request: Mapping[str, Any]) -> Method:
    name = request.get(METHOD)
    if name is None:
        return calculator.methods[0]
    word = str(name).casefold().replace("-", "_").replace(" ", "_")
    for method in calculator.methods:
        if word in (method.name, *method.also_named):
            return method
    raise BadInput(METHOD, f"The method must be one of {', '.join(each.name for each in calculator.methods)}.")


def _refuse_unknown(calculator: Calculator, request: Mapping[str, Any]) -> None:
    # What another method of the same calculator takes is welcome, so that one profile can be put to all of them.
    known = {CALCULATOR, METHOD, DECIMALS, *_spellings(calculator.methods)}
    for name in request:
        if name not in known:
            close = get_close_matches(str(name), sorted(known), n=1, cutoff=0.5)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise BadInput(str(name), f"{calculator.name} does not know the input {name}.{hint}")


def _spellings(methods: Iterable[Method]) -> Iterable[str]:
    return (spelling for method in methods for each in method.inputs for spelling in each.spellings)
