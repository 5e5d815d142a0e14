"""How common ingredients are in a kitchen's dishes."""

from collections import defaultdict

from .drawing import OFTEN
from .kitchen import Kitchen


def commonness(kitchen: Kitchen) -> dict[str, float]:
    """In which part of its recipes each ingredient is, about: places are counted as if filled without looking."""
    found: dict[str, float] = defaultdict(float)
    for dish, weight in zip(kitchen.dishes, kitchen.weights, strict=True):
        for name in dish.always.names:
            found[name] += weight
        for slot in dish.slots:
            part = weight * (OFTEN if slot.is_optional else 1.0)
            for choice, share in slot.choices.shares():
                for name in choice.names:
                    found[name] += part * share
    return {name: sum_ / sum(kitchen.weights) for name, sum_ in found.items()}
