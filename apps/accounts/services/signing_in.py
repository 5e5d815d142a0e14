"""
The end of every way in: page, API, passkey, Google, recovery code, admin, one-time link.

Who proved who they are comes through `admitted`, who failed through `refused`; nothing else writes sign-ins down.
"""

from enum import Enum
from typing import Any

from django.http import HttpRequest

from project.lib.limits.client_address import client_network

from ..domain.events import Event
from ..models import User
from . import audit


class Way(Enum):
    """How somebody proved who they are."""

    PASSWORD = "password"  # noqa: S105  # pragma: allowlist secret
    PASSKEY = "passkey"
    GOOGLE = "google"
    RECOVERY_CODE = "recovery_code"
    ONE_TIME_LINK = "one_time_link"
    API_TOKEN = "api_token"  # noqa: S105
    RESET = "reset"
    SIGN_UP = "sign_up"


def may_enter(person: User | None) -> bool:
    """Whether a person who proved who they are may come in at all."""
    return person is not None and person.is_active


def admitted(request: HttpRequest, person: User, *, way: Way, second_factor: str = "") -> None:
    """Write down that a person came in."""
    audit.record(Event.SIGNED_IN, subject=person, details=_where(request) | {"way": way.value, "second": second_factor})


def refused(request: HttpRequest, person: User | None, *, way: Way, reason: str) -> None:
    """Write down that somebody was kept out. Guesses at addresses that nobody has are only counted and logged."""
    if person is None:
        audit.tell(Event.SIGN_IN_REFUSED, failed=True)
        return
    details = _where(request) | {"way": way.value, "reason": reason}
    audit.record(Event.SIGN_IN_REFUSED, subject=person, failed=True, details=details)


def _where(request: HttpRequest) -> dict[str, Any]:
    return {"network": client_network(request), "device": request.headers.get("User-Agent", "")[:200]}
