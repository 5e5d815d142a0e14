"""
Staff look at a person's pages as that person sees them: to read only, for a reason, and for a quarter of an hour.

It is kept in the staff member's own session; `pages/view_as.py` shows the pages and holds it to reading.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.db import transaction
from django.utils import timezone

from project.lib.errors import DomainError

from ..domain.events import Event
from ..models import User
from . import audit
from .staff import NoReason

LASTS = timedelta(minutes=15)
PERMISSION = "accounts.view_as"
_KEPT_AS = "view_as"

Session = MutableMapping[str, Any]


class MayNotViewAs(DomainError):
    code = "may_not_view_as"
    status = 403


@dataclass(frozen=True, slots=True)
class Viewing:
    """Whose pages are looked at, by whom, and until when."""

    actor: User
    person: User
    until: datetime


def why_not(*, actor: User, person: User, session: Mapping[str, Any]) -> str:
    """Why this staff member may not look at this person's pages; empty where they may."""
    if not (actor.is_staff and actor.has_perm(PERMISSION)):
        return "You lack the permission to look at other people's pages."
    if person.pk == actor.pk:
        return "These are your own pages."
    if person.is_staff and not actor.is_superuser:
        return "Only administrators look at the pages of staff."
    if not person.is_active:
        return "This account is closed, so it has no pages."
    # That there is a second factor is not enough: this session must have been opened with it.
    records = session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    if not any(record.get("method") == "mfa" for record in records):
        return "Sign in with your second factor first."
    return ""


@transaction.atomic
def start(*, actor: User, person: User, reason: str, session: Session) -> Viewing:
    """
    :raises NoReason: it must be said why
    :raises MayNotViewAs: with the sentence of `why_not`
    """
    if not reason.strip():
        raise NoReason("Say why. The person reads it in their history.", fields={"reason": ["Say why."]})
    if refusal := why_not(actor=actor, person=person, session=session):
        raise MayNotViewAs(refusal)
    viewing = Viewing(actor, person, timezone.now() + LASTS)
    session[_KEPT_AS] = {"person": person.pk, "until": viewing.until.isoformat()}
    audit.record(Event.VIEW_AS_STARTED, subject=person, actor=actor, details={"reason": reason, "until": viewing.until})
    return viewing


def current(*, actor: User, session: Session) -> Viewing | None:
    """
    What is looked at in this session; None for nothing.

    :raises MayNotViewAs: the time is over, or a right or the person is gone; it has ended
    """
    kept = session.get(_KEPT_AS)
    if not kept:
        return None
    person = User.objects.filter(pk=kept["person"]).first()
    until = datetime.fromisoformat(kept["until"])
    if person is None:
        refusal = "This person left."
    elif timezone.now() >= until:
        refusal = "Your quarter of an hour is over."
    else:
        refusal = why_not(actor=actor, person=person, session=session)
    if person is None or refusal:
        end(actor=actor, session=session)
        raise MayNotViewAs(f"{refusal} Nothing was changed, and the pages that you open from here on are your own.")
    return Viewing(actor, person, until)


@transaction.atomic
def end(*, actor: User, session: Session) -> User | None:
    """Whose pages were looked at. Safe to repeat."""
    kept = session.pop(_KEPT_AS, None)
    person = User.objects.filter(pk=kept["person"]).first() if kept else None
    if person:
        audit.record(Event.VIEW_AS_ENDED, subject=person, actor=actor)
    return person
