"""Browser sessions."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from ..domain.events import Event
from ..models import User
from . import audit

FORGET_AT_ONCE = 1000


def forget_ended_sessions() -> None:
    """Drop the sessions that ran out, in batches; without this their table only grows."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    while batch := list(ended.values_list("pk", flat=True)[:FORGET_AT_ONCE]):
        Session.objects.filter(pk__in=batch).delete()


@transaction.atomic
def end_everywhere(*, person: User, reason: str) -> None:
    """Sign a person out wherever they are signed in."""
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    audit.record(Event.SIGNED_OUT_EVERYWHERE, subject=person, details={"reason": reason, "browsers": len(sessions)})
