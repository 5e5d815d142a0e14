"""The devices on which a person is signed in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from ..domain.devices import described
from ..models import User


@dataclass(frozen=True, slots=True)
class Device:
    pk: int
    name: str
    network: str
    since: datetime
    seen_at: datetime
    is_this: bool


def devices_of(person: User, *, this: str) -> list[Device]:
    """Those whose session is still good, this one first, then the last seen. `this` is the key of the session."""
    devices = [
        Device(row.pk, described(row.user_agent), row.ip, row.created_at, row.last_seen_at, row.session_key == this)
        for row in good_sessions_of(person)
    ]
    return sorted(devices, key=lambda device: (device.is_this, device.seen_at), reverse=True)


def good_sessions_of(person: User) -> list[UserSession]:
    """
    Those with which the person would be let in now, the oldest first; two statements, however many there are.

    A session that ended leaves its row behind until retention drops it.
    """
    rows = list(UserSession.objects.filter(user=person).order_by("created_at", "pk"))
    keys = [row.session_key for row in rows]
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    # As Django asks: it is this person's, and their password has not changed since.
    states = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    good = {session.session_key for session in sessions if _names(session, person, states)}
    return [row for row in rows if row.session_key in good]


def _names(session: Session, person: User, states: Collection[str]) -> bool:
    said = session.get_decoded()
    return said.get(SESSION_KEY) == str(person.pk) and said.get(HASH_SESSION_KEY) in states
