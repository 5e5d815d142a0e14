"""The devices on which a person is signed in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

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
    rows = UserSession.objects.purge_and_list(person)
    devices = [
        Device(row.pk, described(row.user_agent), row.ip, row.created_at, row.last_seen_at, row.session_key == this)
        for row in rows
    ]
    return sorted(devices, key=lambda device: (device.is_this, device.seen_at), reverse=True)
