"""Signing a program in: the person's password, and the code of their second factor where they have one."""

from typing import ClassVar

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone

from project.lib.errors import DomainError
from project.lib.limits.client_address import client_network

from ..models import User
from . import signing_in, token_sessions
from .signing_in import Way

NOT_TOGETHER = "This address and password do not belong together. Both are sensitive to typing errors."


class SignInRefused(DomainError):
    """The same words for a wrong password, an unknown address, and an account that is closed or not yet confirmed."""

    code = "sign_in_refused"
    status = 401
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": 'Bearer realm="steward"'}


class SecondFactorNeeded(SignInRefused):
    """The password was right, and there is a second factor: ask the person for its code."""

    code = "second_factor_needed"


class CodeRefused(SignInRefused):
    code = "code_refused"


class NoCodeToAskFor(SignInRefused):
    """The second factor is a passkey, which no program can ask for here."""

    code = "passkey_only"


def sign_in(
    request: HttpRequest, *, email: str, password: str, code: str = "", device: str = ""
) -> token_sessions.Tokens:
    """
    Sign a program in.

    :param device: what the person will know the program by; without it, what the program calls itself
    :raises SignInRefused: these do not let anybody in, or not without a code
    """
    person = get_adapter().authenticate(request, email=email, password=password)
    if not signing_in.may_enter(person) or not _has_confirmed_address(person):
        known = person or User.objects.with_email(email).first()
        signing_in.refused(request, known, way=Way.API_TOKEN, reason="closed" if person else "password")
        raise SignInRefused(NOT_TOGETHER)
    second_factor = _second_factor(request, person, code)
    signing_in.admitted(request, person, way=Way.API_TOKEN, second_factor=second_factor)
    person.last_login = timezone.now()
    person.save(update_fields=["last_login"])
    device = device or request.headers.get("User-Agent", "")
    return token_sessions.begin(person=person, device=device, network=client_network(request))


def _has_confirmed_address(person: User) -> bool:
    """An address that was given at a sign-up counts once it is confirmed; who was let in otherwise has no row there."""
    addresses = EmailAddress.objects.filter(user=person)
    return addresses.filter(verified=True).exists() or not addresses.exists()


def _second_factor(request: HttpRequest, person: User, code: str) -> str:
    """Which second factor the code is of; empty where the person has none."""
    factors = {factor.type: factor for factor in Authenticator.objects.filter(user=person)}
    kinds = [kind for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES) if kind in factors]
    if not set(factors) - {Authenticator.Type.RECOVERY_CODES}:
        return ""
    if not kinds:
        raise NoCodeToAskFor("Your second factor is a passkey. Make an API key in your settings for this program.")
    if not code:
        raise SecondFactorNeeded("Your account has a second factor. Send its code too.")
    for kind in kinds:
        if factors[kind].wrap().validate_code(code):
            factors[kind].record_usage()
            return str(kind)
    signing_in.refused(request, person, way=Way.API_TOKEN, reason="code")
    raise CodeRefused("This code is not right, or was used before. Wait for the next one.")
