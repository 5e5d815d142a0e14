"""What people agree to, and take back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from project.lib.errors import Conflict, NotThere

from ..domain.consents import Purpose
from ..domain.events import Event
from ..models import Consent, User
from . import audit


class NoSuchText(NotThere):
    code = "no_such_text"


class WordingChanged(Conflict):
    code = "wording_changed"


class CannotBeWithdrawn(Conflict):
    code = "cannot_be_withdrawn"


@dataclass(frozen=True)
class Agreement:
    """Where a person stands with one text. `given_at` is empty where the present wording was not agreed to."""

    purpose: Purpose
    given_at: datetime | None
    # Agreed to in an older wording, which no longer counts.
    outdated: bool


def purpose_of(code: str) -> Purpose:
    """:raises NoSuchText: there is no text of that name"""
    try:
        return Purpose(code)
    except ValueError:
        raise NoSuchText("There is no such text.") from None


def agreements(person: User) -> list[Agreement]:
    """One for each text there is."""
    standing = list(Consent.objects.for_user(person).filter(withdrawn_at=None))
    found = []
    for purpose in Purpose:
        given = {consent.version: consent.given_at for consent in standing if consent.purpose == purpose.value}
        present = given.pop(purpose.wording.version, None)
        found.append(Agreement(purpose, present, outdated=bool(given) and present is None))
    return found


def has_consented(person: User, purpose: Purpose) -> bool:
    """Whether a person agreed to the present wording, and has not taken it back."""
    wanted = Consent.objects.for_user(person).filter(purpose=purpose.value, version=purpose.wording.version)
    return wanted.filter(withdrawn_at=None).exists()


@transaction.atomic
def give(*, person: User, purpose: Purpose, version: str) -> None:
    """
    A person agrees to the wording that they were shown. Safe to repeat.

    :raises WordingChanged: it is no longer the present one
    """
    if version != purpose.wording.version:
        raise WordingChanged("This text has changed meanwhile. Please read it again before you agree.")
    _, first = Consent.objects.get_or_create(user=person, purpose=purpose.value, version=version, withdrawn_at=None)
    if first:
        audit.record(Event.CONSENT_GIVEN, subject=person, details={"purpose": purpose.value, "version": version})


@transaction.atomic
def withdraw(*, person: User, purpose: Purpose) -> None:
    """
    A person takes back what they agreed to, in every wording. Safe to repeat.

    :raises CannotBeWithdrawn: the account stands on it
    """
    if not purpose.wording.optional:
        raise CannotBeWithdrawn("Your account stands on this text. Deleting the account ends it.")
    standing = Consent.objects.for_user(person).filter(purpose=purpose.value, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now()):
        audit.record(Event.CONSENT_WITHDRAWN, subject=person, details={"purpose": purpose.value})
