"""Drawing a recipe: which dish, what goes into it, how much of each, and what it is called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from .amounts import measured
from .kitchen import Choice, Dish, Kitchen
from .words import title

MOST_LINES = 14
# How often what a dish may have is there.
OFTEN = 0.55
# One cook takes less of everything than the next.
_GENEROUS = (1.0, 0.8, 1.2)


@dataclass(frozen=True, slots=True)
class Draft:
    """A recipe before its steps are written; equal titles and lines are one recipe."""

    dish: Dish
    chosen: Mapping[str, Choice]
    servings: int
    title: str
    lines: tuple[str, ...]


def drawn(kitchen: Kitchen, random: Random) -> Iterator[Draft]:
    """One after the other, each as good as the one before: whoever has the first takes the next."""
    while True:
        dish = kitchen.dish(random)
        chosen = _chosen(dish, random)
        servings = dish.servings.chosen(random)
        lines = _lines(kitchen, dish, chosen, servings, random)
        yield Draft(dish, chosen, servings, title(dish, chosen, random), lines)


def _chosen(dish: Dish, random: Random) -> dict[str, Choice]:
    """By the name of the place. Nothing is chosen twice, what must be there comes first, and at most so many lines."""
    taken = {*dish.always.names}
    found = {}
    needed = [slot for slot in dish.slots if not slot.is_optional]
    wished = [slot for slot in dish.slots if slot.is_optional]
    random.shuffle(wished)
    for slot in [*needed, *wished]:
        if slot.is_optional and random.random() > OFTEN:
            continue
        choice = slot.choices.chosen(random)
        while not slot.is_optional and not taken.isdisjoint(choice.names[:1]):
            choice = slot.choices.chosen(random)
        more = taken.union(choice.names)
        if slot.is_optional and (choice.names[0] in taken or len(more) > MOST_LINES):
            continue
        taken = more
        found[slot.name] = choice
    return found


def _lines(
    kitchen: Kitchen, dish: Dish, chosen: Mapping[str, Choice], servings: int, random: Random
) -> tuple[str, ...]:
    amounts: dict[str, float] = {}
    for choice in (*(chosen[slot.name] for slot in dish.slots if slot.name in chosen), dish.always):
        for name, per_serving in choice.amounts:
            amounts[name] = max(amounts.get(name, 0), per_serving)
    generous = random.choice(_GENEROUS) * servings
    found = []
    for name, per_serving in amounts.items():
        kind = kitchen.kinds[name]
        line = measured(kind, per_serving * generous)
        found.append(f"{line}, {random.choice(kind.prepared)}" if kind.prepared else line)
    return tuple(found)
