"""What a recipe that was drawn is called, how it is described, and its steps."""

import re
from collections.abc import Mapping, Sequence
from random import Random

from .kitchen import Choice, Dish, Kitchen

_PLACES = re.compile(r"{(\w+)}")
_FAT = re.compile(r"oil|butter")
# What nobody would name who describes the dish.
_PLAIN = {"oil", "fatty", "fat", "flour", "sugar", "milk", "spice"}


def _places(text: str) -> list[str]:
    return _PLACES.findall(text)


def title(dish: Dish, chosen: Mapping[str, Choice], random: Random) -> str:
    """Of the dish's titles one that names only what is in it."""
    pattern = dish.titles.chosen(random)
    while not all(place in chosen for place in _places(pattern)):
        pattern = dish.titles.chosen(random)
    return _sentence(_PLACES.sub(lambda place: chosen[place[1]].word, pattern))


def steps(kitchen: Kitchen, dish: Dish, chosen: Mapping[str, Choice], minutes_cook: int) -> list[str]:
    """Those whose ingredients are all there."""
    names = {place: _listed(kitchen, choice.names) for place, choice in chosen.items()}
    names.setdefault("fat", next((name for name in dish.always.names if _FAT.search(name)), ""))
    names["cook"] = str(minutes_cook)
    return [
        _PLACES.sub(lambda place: names[place[1]], step.lstrip("?"))
        for step in dish.steps
        if all(place in names for place in _places(step))
    ]


def description(kitchen: Kitchen, dish: Dish, chosen: Mapping[str, Choice], minutes: int, random: Random) -> str:
    """Often none, mostly a sentence, now and then several."""
    named = [choice.names[0] for place, choice in chosen.items() if place not in _PLAIN]
    said = {
        "adjective": kitchen.adjectives.chosen(random),
        "moment": kitchen.moments.chosen(random),
        "name": dish.name,
        "minutes": str(minutes),
        "main_words": _listed(kitchen, named[:3]),
    }
    return _sentence(_PLACES.sub(lambda place: said[place[1]], kitchen.descriptions.chosen(random)))


def _listed(kitchen: Kitchen, names: Sequence[str]) -> str:
    called = [kitchen.kinds[name].many for name in names]
    return " and ".join([", ".join(called[:-1]), called[-1]]) if len(called) > 1 else called[0]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
