"""What allauth tells of what people changed: written down, and ended elsewhere where it should be."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from allauth.usersessions.signals import on_user_logged_in
from django.contrib import messages
from django.http import HttpRequest

from ..domain.events import Event
from ..models import User
from ..services import audit, joining, second_factor, sessions

RECOVERY_CODES = Authenticator.Type.RECOVERY_CODES


def connect() -> None:
    # services/sessions.py notes the device; allauth would look each of the person's sessions up one by one.
    account.user_logged_in.disconnect(on_user_logged_in)
    for signal, hear in (
        (account.password_changed, password_changed),
        (account.password_set, password_changed),
        (account.password_reset, password_reset),
        (account.email_changed, address_changed),
        (mfa.authenticator_added, authenticator_added),
        (mfa.authenticator_removed, authenticator_removed),
        (mfa.authenticator_reset, recovery_codes_made),
        (social.social_account_added, google_linked),
        (social.social_account_removed, google_unlinked),
    ):
        signal.connect(hear, dispatch_uid=f"accounts.{hear.__name__}")


def password_changed(*, request: HttpRequest, user: User, **_: Any) -> None:
    audit.record(Event.PASSWORD_CHANGED, subject=user)
    sessions.end_everywhere(user, reason="password_changed", keep=request.session.session_key or "")


def password_reset(*, user: User, **_: Any) -> None:
    joining.password_was_reset(user)


def address_changed(*, user: User, from_email_address: Any, to_email_address: Any, **_: Any) -> None:
    before = from_email_address.email if from_email_address else ""
    audit.record(Event.ADDRESS_CHANGED, subject=user, details={"email": [before, to_email_address.email]})


def authenticator_added(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    event = Event.RECOVERY_CODES_MADE if authenticator.type == RECOVERY_CODES else Event.SECOND_FACTOR_ADDED
    audit.record(event, subject=user, details={"type": authenticator.type})
    # Whoever signs up by a passkey is not signed in yet, here or anywhere.
    if request.user.is_authenticated and second_factor.is_the_first(authenticator):
        keep = request.session.session_key or ""
        if sessions.end_everywhere(user, reason="first second factor", keep=keep, and_keys=True):
            messages.info(request, "Whatever was signed in without it is signed out, and your API keys are revoked.")


def authenticator_removed(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != RECOVERY_CODES:  # they go with the last of the others
        audit.record(Event.SECOND_FACTOR_REMOVED, subject=user, details={"type": authenticator.type})


def recovery_codes_made(*, user: User, **_: Any) -> None:
    audit.record(Event.RECOVERY_CODES_MADE, subject=user)


def google_linked(*, sociallogin: Any, **_: Any) -> None:
    audit.record(Event.GOOGLE_LINKED, subject=sociallogin.user)


def google_unlinked(*, socialaccount: Any, **_: Any) -> None:
    audit.record(Event.GOOGLE_UNLINKED, subject=socialaccount.user)
