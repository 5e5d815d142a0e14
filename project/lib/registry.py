"""
What apps offer to the parts above them, without those importing them.

An app registers from its `AppConfig.ready`: cards and first steps for the front page, seeders for sample
data, entries of the navigation.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .seeding import Scale

T = TypeVar("T")


class Registry(Generic[T]):
    """Named offers, in the order of their rank and then of their name."""

    def __init__(self) -> None:
        self._offers: dict[str, tuple[int, T]] = {}

    def register(self, name: str, offer: T, *, rank: int = 100) -> None:
        """Registering a name again replaces it, so that reloading code does no harm."""
        self._offers[name] = (rank, offer)

    def __iter__(self) -> Iterator[tuple[str, T]]:
        for name, (_, offer) in sorted(self._offers.items(), key=lambda item: (item[1][0], item[0])):
            yield name, offer

    def __getitem__(self, name: str) -> T:
        return self._offers[name][1]


@dataclass(frozen=True)
class FirstStep:
    """Something a person may do first, offered until it is done."""

    title: str
    detail: str
    url: str
    action: str


@dataclass(frozen=True)
class Card:
    """
    One card of the front page, and its section of the overview that the API answers.

    An empty `template` means that nothing is worth a card just now; the section is answered all the same.
    """

    title: str
    template: str
    context: dict[str, Any]
    overview: dict[str, Any]
    url: str = ""
    first_step: FirstStep | None = None


@dataclass(frozen=True)
class SampleData:
    """
    How an app gives a person sample data and takes it away again, each in one transaction. Both may be repeated.

    The name it is registered under is shown while it loads: "Loading recipes".
    """

    load: Callable[[Any], None]
    remove: Callable[[Any], None]


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation, shown to those for whom `visible` holds."""

    title: str
    url_name: str
    icon: str
    visible: Callable[[Any], bool] = field(default=lambda user: bool(user.is_authenticated))


# Each card is built from the person: Callable[[user], Card].
cards: Registry[Callable[[Any], Card]] = Registry()
# What to do first beyond the cards: Callable[[user], FirstStep], None once it is done.
first_steps: Registry[Callable[[Any], FirstStep | None]] = Registry()
sample_data: Registry[SampleData] = Registry()
# How an app fills its tables with data of any volume, a step in a transaction: after each it says how far it is. What
# is there already it passes over, so that whoever was interrupted goes on.
seeders: Registry[Callable[[Scale], Iterator[str]]] = Registry()
# Called with the person and the names of what they said otherwise, such as base_currency, in that transaction.
preferences: Registry[Callable[[Any, frozenset[str]], None]] = Registry()
navigation: Registry[Entry] = Registry()
