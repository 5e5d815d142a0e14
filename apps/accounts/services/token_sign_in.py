"""Signing a program in: the person's password, and the code of their second factor where they have one."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone

from project.lib.limits.client_address import client_network

from ..models import User
from . import second_factor, signing_in, token_sessions
from .signing_in import NotAdmitted, Way


class SecondFactorNeeded(NotAdmitted):
    """The password was right, and there is a second factor: ask the person for its code."""

    code = "second_factor_needed"


class PasskeyOnly(NotAdmitted):
    """The second factor is a passkey, which no program can ask for here."""

    code = "passkey_only"


def sign_in(
    request: HttpRequest, *, email: str, password: str, code: str = "", device: str = ""
) -> token_sessions.Tokens:
    """
    Sign a program in.

    :param device: what the person will know the program by; without it, what the program calls itself
    :raises RateLimited: too many were tried, or the last wrong one is too recent
    :raises NotAdmitted: these do not let anybody in, or not without a code
    :raises WrongCode: the code is not right
    """
    person = signing_in.with_password(request, email=email, password=password)
    if not signing_in.may_enter(person):
        signing_in.refused(request, person, way=Way.API_TOKEN, reason="closed")
        raise NotAdmitted(signing_in.DO_NOT_BELONG_TOGETHER)
    factor = _check_second_factor(request, person, code) if second_factor.has_one(person) else ""
    signing_in.admitted(request, person, way=Way.API_TOKEN, second_factor=factor)
    person.last_login = timezone.now()
    person.save(update_fields=["last_login"])
    device = device or request.headers.get("User-Agent", "")
    return token_sessions.begin(person=person, device=device, network=client_network(request))


def _check_second_factor(request: HttpRequest, person: User, code: str) -> str:
    """Which second factor the code is of."""
    # Recovery codes are for the day a device is lost, not for each program: they do in place of an app's, not alone.
    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        raise PasskeyOnly("Your second factor is a passkey. Make an API key in your settings for this program.")
    if not code:
        raise SecondFactorNeeded("Your account has a second factor. Send its code too.")
    try:
        return str(second_factor.check(request, person, code).type)
    except second_factor.WrongCode:
        signing_in.refused(request, person, way=Way.API_TOKEN, reason="wrong_code")
        raise
