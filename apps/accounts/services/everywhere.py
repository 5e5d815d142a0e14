"""Signing a person out of every browser and every program at once."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from ..domain.events import Event
from ..models import User
from . import audit, token_sessions


@transaction.atomic
def sign_out_everywhere(*, person: User) -> None:
    """End every session of the person. API keys stay; each is revoked by itself."""
    browsers = list(UserSession.objects.filter(user=person))
    for browser in browsers:
        browser.end()
    programs = token_sessions.end_all(person=person)
    details = {"browsers": len(browsers), "programs": programs}
    audit.record(Event.SIGNED_OUT_EVERYWHERE, subject=person, details=details)
