"""Whether it is still the person who signed in: asked before whatever concerns the safety of their account."""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from django.http import HttpRequest

from ..models import User


def confirmed_just_now(request: HttpRequest) -> bool:
    """Whether a browser's session proved within the last five minutes that it is still its person's."""
    if not isinstance(request.user, User):
        return False
    return not must_come_again(request) and bool(did_recently_reauthenticate(request))


def must_come_again(request: HttpRequest) -> bool:
    """
    Whether they have nothing to prove it with (no password, passkey or app) and came in more than five minutes ago.

    That is whoever comes with Google alone, or by a link. allauth asks nothing of them and takes that for a proof.
    """
    if not isinstance(request.user, User) or get_reauthentication_flows(request.user):
        return False
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    return not any(record["at"] > since for record in get_authentication_records(request, request.user))
