"""Who may sign up: anybody, whoever was invited, or nobody; and how many (REGISTRATION, REGISTRATION_CAP)."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from project.lib.errors import DomainError

from ..domain.events import Event
from ..models import Invitation, User
from . import audit
from .demo import DEMO_EMAIL

# Where a session keeps the invitation it came with.
INVITATION = "invitation"
INVITATION_LASTS = timedelta(days=7)
# Taken by everybody who signs up, until they have, so that the last place is given away once.
LOCK = 0x57E7A2D


class RegistrationClosed(DomainError):
    code = "registration_closed"
    status = 403


def people() -> int:
    """How many have a place; the demo account of a fresh Steward is nobody."""
    return User.objects.exclude(email=DEMO_EMAIL).count()


def is_open(*, invitation: str = "") -> bool:
    """Whether somebody who came with this invitation (or none) may sign up."""
    if settings.REGISTRATION == "closed" or is_full():
        return False
    return settings.REGISTRATION == "open" or _good(invitation) is not None


def is_full() -> bool:
    return bool(settings.REGISTRATION_CAP) and people() >= settings.REGISTRATION_CAP


@transaction.atomic
def sign_up(create: Callable[[], User], *, invitation: str = "") -> User:
    """
    Make a person where there is a place for one, and use up their invitation.

    :param create: makes and saves the row; called once it is sure that it may
    :raises RegistrationClosed:
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if not is_open(invitation=invitation):
        raise RegistrationClosed("Nobody can sign up here just now. Ask whoever runs this Steward for an invitation.")
    accepted = _good(invitation)
    person = create()
    if accepted:
        accepted.accepted_by = person
        accepted.save(update_fields=["accepted_by"])
    audit.record(Event.SIGNED_UP, subject=person, details={"invitation": accepted.pk if accepted else None})
    return person


def needs_no_proof(email: str) -> bool:
    """The first person of a Steward that sends no mail: there is nobody yet who could read the code to them."""
    others = User.objects.exclude(email=DEMO_EMAIL).exclude(pk__in=User.objects.with_email(email).values("pk"))
    return not settings.MAIL_IS_SENT and not others.exists()


@transaction.atomic
def invite(*, by: User, note: str = "") -> str:
    """The word of a new invitation, which goes into its link; it is kept nowhere."""
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        digest=_digest(token), note=note, invited_by=by, expires_at=timezone.now() + INVITATION_LASTS
    )
    audit.record(Event.INVITED, subject=by)
    return token


def withdraw(invitation: Invitation) -> None:
    """Its link leads nowhere from now on. One that was used stays, to say who came by it."""
    Invitation.objects.filter(pk=invitation.pk, accepted_by=None).delete()


def _good(token: str) -> Invitation | None:
    return Invitation.objects.good().filter(digest=_digest(token)).first() if token else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
