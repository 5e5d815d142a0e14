"""The short steps in which a new person sets Steward up: each is kept when it is done, and the rest may wait."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from ..models import Profile, User
from .profiles import update_profile

STEPS = (1, 2, 3)


def next_step(person: User) -> int:
    """Where to go on."""
    reached = Profile.objects.for_user(person).values_list("setup_step", flat=True).first() or 1
    return min(reached, STEPS[-1])


@transaction.atomic
def take_step(*, person: User, step: int, said: dict[str, Any]) -> None:
    """
    Keep what a person said in a step; the last one ends it.

    :raises NotMeant: as update_profile does
    """
    update_profile(person=person, **said)
    Profile.objects.update_or_create(person=person, defaults={"setup_step": step + 1})
    if step == STEPS[-1]:
        end_setup(person=person)


def end_setup(*, person: User) -> None:
    """It is done, or the person would rather not; either way it is not offered again."""
    if person.setup_ended_at is None:
        person.setup_ended_at = timezone.now()
        person.save(update_fields=["setup_ended_at", "updated_at"])
