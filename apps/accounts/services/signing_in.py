"""
The end of every way in: page, API, passkey, Google, recovery code, admin, one-time link.

A password is tried in `with_password` and nowhere else. Who proved who they are comes through `admitted`, who failed
through `refused`; nothing else writes sign-ins down.
"""

from enum import Enum
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.http import HttpRequest

from project.lib.errors import DomainError
from project.lib.limits import guesses, known
from project.lib.limits.client_address import client_network

from ..domain.events import Event
from ..models import User
from . import audit

# The same for a wrong password, an unknown address and a closed account.
DO_NOT_BELONG_TOGETHER = "This address and password do not belong together. Both are sensitive to typing errors."


class NotAdmitted(DomainError):
    code = "not_admitted"
    status = 401


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
    """Whether a person who proved who they are may come in at all: open, and with an address that is theirs."""
    return bool(
        person is not None and person.is_active and EmailAddress.objects.filter(user=person, verified=True).exists()
    )


def with_password(request: HttpRequest, *, email: str, password: str) -> User:
    """
    The person whose address and password these are. They may have to show a second factor, and to prove the address.

    A digest is computed in any case, so the time it takes tells nobody who has an account.

    :raises RateLimited: the last wrong one from here is too recent
    :raises NotAdmitted: in the same words for whatever is wrong
    """
    guess = guesses.begin(request, "password", email)
    person = authenticate(request, email=email, password=password)
    if not isinstance(person, User):
        guess.failed()
        refused(request, User.objects.with_email(email).first(), way=Way.PASSWORD, reason="wrong_password")
        raise NotAdmitted(DO_NOT_BELONG_TOGETHER)
    guess.succeeded()
    return person


def admitted(request: HttpRequest, person: User, *, way: Way, second_factor: str = "") -> None:
    """Write down that a person came in, and that this is a place they come from."""
    known.remember_network(request, person.email)
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
