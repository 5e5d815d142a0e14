"""
The second factor: what a person has besides the password, and whether a code of theirs is right.

The seeds that codes come from are sealed for their person (adapters/second_factor.py). The last code of an app that
was used is kept on its row and looked at under its lock, so that no code works twice, whatever happens to Redis.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.db import transaction
from django.http import HttpRequest

from project.lib import crypto
from project.lib.errors import DomainError
from project.lib.limits import guesses, ratelimit

from ..models import User

Type = Authenticator.Type
FACTORS = (Type.TOTP, Type.WEBAUTHN)
SEEDS = {Type.TOTP: "secret", Type.RECOVERY_CODES: "seed"}

_whose: ContextVar[int | None] = ContextVar("whose seeds are opened", default=None)


class WrongCode(DomainError):
    code = "wrong_code"


def has_one(person: User) -> bool:
    return person.pk is not None and Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


def is_the_first(authenticator: Authenticator) -> bool:
    """Whether the person had no second factor before this one."""
    factors = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
    return authenticator.type in FACTORS and not factors.exclude(pk=authenticator.pk).exists()


def must_set_up(person: User) -> bool:
    """Staff see other people's records: a password alone does not do for them."""
    return person.is_staff and not has_one(person)


def check(request: HttpRequest, person: User, code: str) -> Authenticator:
    """
    Use up a code of the person's app, or one of their recovery codes.

    :returns: what the code was of
    :raises RateLimited: too many were tried
    :raises WrongCode:
    """
    ratelimit.check_person(request, "second-factor", person)
    guess = guesses.begin(request, "code", person.email)
    found = _use_up(person, code)
    if found is None:
        guess.failed()
        raise WrongCode("This code is not right, or was used already. Wait for the next one and try again.")
    guess.succeeded()
    return found


@transaction.atomic
def _use_up(person: User, code: str) -> Authenticator | None:
    rows = Authenticator.objects.select_for_update().filter(user=person, type__in=SEEDS).order_by("-type")
    with seeds_of(person):
        for row in rows:
            if row.type == Type.TOTP:
                counter = counter_of(totp.decrypt(row.data["secret"]), code)
                if counter is not None and counter > row.data.get("last_counter", -1):
                    row.data["last_counter"] = counter
                    row.save(update_fields=["data"])
                    return row
            elif row.wrap().validate_code(code):
                return row
    return None


@transaction.atomic
def remember_code(person: User, code: str) -> None:
    """A code that was shown otherwise than to sign in does not sign in any more."""
    with seeds_of(person):
        for row in Authenticator.objects.select_for_update().filter(user=person, type=Type.TOTP):
            row.data["last_counter"] = counter_of(totp.decrypt(row.data["secret"]), code) or -1
            row.save(update_fields=["data"])


def counter_of(secret: str, code: str) -> int | None:
    """At which half minute the code is right: the present one, or one beside it."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    for counter in range(now - app_settings.TOTP_TOLERANCE, now + app_settings.TOTP_TOLERANCE + 1):
        right = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=right):
            return counter
    return None


# --- Seeds ----------------------------------------------------------------------------------------------------------


@contextmanager
def seeds_of(person: User) -> Iterator[None]:
    """Inside the block seeds are sealed for this person and opened as theirs, and nobody else's open."""
    token = _whose.set(person.pk)
    try:
        yield
    finally:
        _whose.reset(token)


def seal(text: str, *, signed_in: User | None) -> str:
    return crypto.seal(text, about=_about(signed_in)).token


def unseal(sealed: str, *, signed_in: User | None) -> str:
    """
    :raises DoesNotOpen: it was altered, or is another person's
    """
    return crypto.unseal(crypto.Sealed(sealed), about=_about(signed_in))


def _about(signed_in: User | None) -> str:
    """A library's hook is not told whose seed it is: the block around says so, else who is signed in."""
    whose = _whose.get() or (signed_in.pk if signed_in else None)
    if whose is None:
        raise crypto.DoesNotOpen(crypto.ALTERED)
    return f"mfa.authenticator.data:{whose}"


def reseal(*, batch: int = 200) -> crypto.Resealed:
    """Seal again, under the current key, what older keys sealed. May be stopped and repeated."""
    current = crypto.current_key_id()

    def one(row: Authenticator) -> bool:
        name = SEEDS[Type(row.type)]
        if crypto.Sealed(row.data[name]).key_id == current:
            return False
        with seeds_of(row.user):
            row.data[name] = seal(unseal(row.data[name], signed_in=None), signed_in=None)
        row.save(update_fields=["data"])
        return True

    rows = Authenticator.objects.filter(type__in=SEEDS).select_related("user")
    return crypto.reseal_each(rows, one, batch=batch)
