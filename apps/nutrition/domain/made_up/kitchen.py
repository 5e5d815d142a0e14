"""What recipes are drawn from: kinds of ingredients and how they are measured, and dishes with what goes into them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# What is first in a list is chosen most often, as in kitchens: the second half as often, and so on, nearly.
_STEEPNESS = 0.8


class Liked(Generic[T]):
    """Things to choose from, the liked ones first."""

    def __init__(self, things: Iterable[T]) -> None:
        self.things = tuple(things)
        self._weights = list(accumulate((place + 1) ** -_STEEPNESS for place in range(len(self.things))))

    def chosen(self, random: Random) -> T:
        return random.choices(self.things, cum_weights=self._weights)[0]

    def shares(self) -> list[tuple[T, float]]:
        """Each with the part of all choices that falls on it."""
        before = [0.0, *self._weights]
        return [
            (thing, (upper - lower) / before[-1])
            for thing, lower, upper in zip(self.things, before, self._weights, strict=False)
        ]


@dataclass(frozen=True, slots=True)
class Kind:
    """An ingredient: how lines name one or many of it, what titles call it, and how much of it a serving takes."""

    name: str
    one: str
    many: str
    in_titles: str
    unit: str
    per_serving: float
    prepared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What may fill a place of a dish: one ingredient or several with how much a serving takes, and a word for them."""

    word: str
    amounts: tuple[tuple[str, float], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.amounts)


@dataclass(frozen=True, slots=True)
class Slot:
    name: str
    is_optional: bool
    choices: Liked[Choice]


@dataclass(frozen=True, slots=True)
class Dish:
    name: str
    titles: Liked[str]
    cuisines: Liked[str]
    meals: tuple[str, ...]
    tags: Liked[str]
    servings: Liked[int]
    minutes_prep: Liked[int]
    minutes_cook: Liked[int]
    always: Choice
    slots: tuple[Slot, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Kitchen:
    kinds: Mapping[str, Kind]
    dishes: tuple[Dish, ...]
    weights: tuple[int, ...]
    descriptions: Liked[str]
    adjectives: Liked[str]
    moments: Liked[str]

    @cached_property
    def _cumulative(self) -> list[int]:
        return list(accumulate(self.weights))

    def dish(self, random: Random) -> Dish:
        return random.choices(self.dishes, cum_weights=self._cumulative)[0]


def kitchen(ingredients: Iterable[Mapping[str, str]], said: Mapping[str, Any]) -> Kitchen:
    """From the rows of data/made_up/ingredients.csv and what dishes.json says."""
    kinds = {
        row["ingredient"]: Kind(
            row["ingredient"], row["one"], row["many"], row["in_titles"] or row["one"], row["unit"],
            float(row["per_serving"]), tuple(filter(None, row["prepared"].split("|"))),
        )
        for row in ingredients
    }  # fmt: skip
    return Kitchen(
        kinds,
        tuple(_dish(each, kinds, said["pools"]) for each in said["dishes"]),
        tuple(each["weight"] for each in said["dishes"]),
        Liked(said["descriptions"]),
        Liked(said["adjectives"]),
        Liked(said["moments"]),
    )


def _dish(said: Mapping[str, Any], kinds: Mapping[str, Kind], pools: Mapping[str, Sequence[str]]) -> Dish:
    def slot(name: str, choices: str | Sequence[str]) -> Slot:
        pool = pools[choices[1:]] if isinstance(choices, str) else choices
        return Slot(name.rstrip("?"), name.endswith("?"), Liked(_choice(each, kinds) for each in pool))

    return Dish(
        said["name"], Liked(said["titles"]), Liked(said["cuisine"]), tuple(said["meals"]), Liked(said["tags"]),
        Liked(said["servings"]), Liked(said["prep"]), Liked(said["cook"]), _choice("+".join(said["always"]), kinds),
        tuple(slot(name, choices) for name, choices in said["slots"].items()), tuple(said["steps"]),
    )  # fmt: skip


def _choice(text: str, kinds: Mapping[str, Kind]) -> Choice:
    """`Smoky:smoked paprika=0.5+garlic`: a word for it, its ingredients, and where it is unusual how much of one."""
    word, _, listed = text.rpartition(":")
    amounts = []
    for each in filter(None, listed.split("+")):
        name, _, amount = each.partition("=")
        amounts.append((name, float(amount) if amount else kinds[name].per_serving))
    return Choice(word or (kinds[amounts[0][0]].in_titles if amounts else ""), tuple(amounts))
