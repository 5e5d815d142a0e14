"""The front page: what the other apps offer to show of a person's records."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from project.lib import registry
from project.lib.away import is_away
from project.lib.registry import Card, FirstStep, cards

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Slot:
    """The place of one card. Without a card it could not be loaded, and its neighbours stand all the same."""

    name: str
    card: Card | None

    @property
    def is_worth_a_card(self) -> bool:
        """Not where the app holds nothing yet (a first step stands instead), nor where it has nothing to say now."""
        return self.card is None or bool(self.card.template and not self.card.first_step)


def slots(person: AbstractBaseUser | AnonymousUser) -> Iterator[Slot]:
    for name, build in cards:
        try:
            yield Slot(name, build(person))
        except Exception as fault:
            # A database that is away is no fault of one card: the page as a whole says so.
            if is_away(fault):
                raise
            logger.exception("The card %s could not be loaded.", name)
            yield Slot(name, None)


def first_steps(person: AbstractBaseUser | AnonymousUser, shown: list[Slot]) -> list[FirstStep]:
    """What this person may do first: about themselves, then in the apps that hold nothing of theirs yet."""
    offered = [offer(person) for _, offer in registry.first_steps]
    offered += [slot.card.first_step for slot in shown if slot.card]
    return [step for step in offered if step]
