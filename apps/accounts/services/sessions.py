"""Browser sessions, each with the device it is on, and ending them, programs that are signed in included."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from ..domain.events import Event
from ..models import User
from ..queries.devices import good_sessions_of
from . import audit, keys, token_sessions

# What a session notes: when somebody signed in, and when they were last seen (pages/session_life.py).
BEGAN, SEEN = "began", "seen"


@transaction.atomic
def begin(request: HttpRequest, person: User) -> None:
    """Note when it began and on which device. Of more than fifty the oldest ends (token_sessions.MOST)."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    request.session.set_expiry(settings.SESSION_COOKIE_AGE)
    UserSession.objects.create_from_request(request)
    others = [device for device in good_sessions_of(person) if device.session_key != request.session.session_key]
    for device in others[: max(0, len(others) + 1 - token_sessions.MOST)]:
        end(device, reason=token_sessions.TOO_MANY)


def go_on_alone(request: HttpRequest, person: User, *, reason: str) -> None:
    """
    After a new password: this session goes on under a new key, and takes its device along. All else ends, keys too.
    """
    before = request.session.session_key
    update_session_auth_hash(request, person)
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
    end_everywhere(person, reason=reason, keep=request.session.session_key or "", and_keys=True)


def end(device: UserSession, *, reason: str = "") -> None:
    """Sign one device out."""
    audit.record(Event.SESSION_ENDED, subject=device.user, details={"reason": reason} if reason else None)
    device.end()


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """End the session that asks, by whatever way it asks, and forget its device."""
    if isinstance(request.user, User):
        audit.record(Event.SIGNED_OUT, subject=request.user)
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


@transaction.atomic
def end_everywhere(person: User, *, reason: str, keep: str = "", and_keys: bool = False) -> int:
    """
    Sign the person out on every device and in every program.

    :param keep: the key of the session that stays, where the person themselves asks from it
    :param and_keys: revoke their API keys too. Else they stay, and each is revoked by itself
    :returns: how many devices, programs and keys it was
    """
    devices = list(UserSession.objects.filter(user=person).exclude(session_key=keep))
    for device in devices:
        device.end()
    programs = token_sessions.end_all(person=person)
    revoked = keys.revoke_all(person=person) if and_keys else 0
    details = {"reason": reason, "devices": len(devices), "programs": programs}
    audit.record(Event.SESSIONS_ENDED, subject=person, details=details | ({"keys": revoked} if and_keys else {}))
    return len(devices) + programs + revoked
