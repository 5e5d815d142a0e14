"""How much goes into a pot, as people measure it: whole eggs, half onions, quarters of a cup."""

from .kitchen import Kind

_QUARTERS = ("", "1/4", "1/2", "3/4")


def measured(kind: Kind, amount: float) -> str:
    """`2 tablespoons olive oil`, `1/2 onion`: an amount in the kind's own unit, rounded as a cook would."""
    if kind.unit in {"g", "ml"}:
        return f"{_round(amount)} {kind.unit} {kind.many}"
    if kind.unit in {"", "whole"}:
        number = max(1, round(amount)) if kind.unit == "whole" or amount > 3 else max(0.5, round(amount * 2) / 2)
        return f"{_number(number)} {kind.one if number <= 1 else kind.many}"
    if kind.unit == "tablespoon" and amount < 0.4:
        return _with_unit(max(0.25, round(amount * 12) / 4), "teaspoon", kind)
    if kind.unit in {"tablespoon", "teaspoon", "cup"}:
        steps = 2 if kind.unit == "tablespoon" else 4
        return _with_unit(max(1 / steps, round(amount * steps) / steps), kind.unit, kind)
    return _with_unit(max(1, round(amount)), kind.unit, kind)


def _with_unit(number: float, unit: str, kind: Kind) -> str:
    return f"{_number(number)} {unit}{'s' if number > 1 else ''} {kind.many}"


def _round(amount: float) -> int:
    step = 5 if amount < 50 else 10 if amount < 200 else 25 if amount < 500 else 50
    return max(step, round(amount / step) * step)


def _number(number: float) -> str:
    whole, quarters = divmod(round(number * 4), 4)
    return " ".join(filter(None, [str(whole) if whole else "", _QUARTERS[quarters]]))
