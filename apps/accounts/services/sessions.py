"""Browser sessions, each with the device it is on, and ending them."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from ..domain.events import Event
from ..models import User
from . import audit

# What a session notes: when somebody signed in, and when they were last seen (pages/session_life.py).
BEGAN, SEEN = "began", "seen"


def begin(request: HttpRequest) -> None:
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    request.session.set_expiry(settings.SESSION_COOKIE_AGE)


def end(device: UserSession) -> None:
    """Sign one device out."""
    audit.record(Event.SESSION_ENDED, subject=device.user)
    device.end()


@transaction.atomic
def end_everywhere(person: User, *, reason: str, keep: str = "") -> int:
    """
    Sign the person out on every device. The one function to call: what else signs somebody in ends here too.

    :param keep: the key of the session that stays, where the person themselves asks from it
    """
    devices = list(UserSession.objects.filter(user=person).exclude(session_key=keep))
    for device in devices:
        device.end()
    audit.record(Event.SESSIONS_ENDED, subject=person, details={"reason": reason, "devices": len(devices)})
    return len(devices)
