"""What a person is to Steward: how pages speak to them, and what they may do."""

from typing import Any

from django.db import transaction

from project.lib import registry
from project.lib.errors import Conflict, NotThere

from ..domain.events import Event
from ..models import User
from . import audit, sessions


class AddressTaken(Conflict):
    code = "address_taken"


class NoSuchPerson(NotThere):
    code = "no_such_person"


@transaction.atomic
def set_preferences(*, person: User, **preferences: Any) -> None:
    """name, locale, time_zone, base_currency, theme: those given. Apps that registered for it are told what changed."""
    before = User.objects.filter(pk=person.pk).values(*preferences).get()
    for name, value in preferences.items():
        setattr(person, name, value)
    person.save(update_fields=[*preferences, "updated_at"])
    changed = frozenset(name for name, value in preferences.items() if value != before[name])
    for _, take in registry.preferences if changed else ():
        take(person, changed)


@transaction.atomic
def promote(*, email: str) -> User:
    """
    Make a person an administrator. May be repeated. Whatever was opened before they were one ends.

    :raises NoSuchPerson: when nobody signs in with that address
    """
    person = User.objects.with_email(email).select_for_update().first()
    if person is None:
        raise NoSuchPerson(f"Nobody signs in as {email}.")
    before = person.role
    person.set_role(User.Role.ADMIN)
    person.save(update_fields=["role", "is_staff", "is_superuser", "updated_at"])
    audit.record(Event.PROMOTED, subject=person, details={"role": [before, person.role]})
    if before != person.role:
        sessions.end_everywhere(person, reason="became an administrator", and_keys=True)
    return person
