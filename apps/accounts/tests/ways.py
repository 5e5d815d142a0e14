"""How tests sign in, up and read their mails."""

import json
import re
import time
from contextlib import contextmanager

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import override_settings

from apps.accounts.services import second_factor
from apps.accounts.tests.issuer import CLIENT, SECRET, Issuer, issuing
from apps.accounts.tests.passkeys import SoftPasskey, credential, handle_of
from project.lib.testing import PASSWORD
from project.settings.identity import google

NEW = "five words nobody has"
ADDRESS = "ada@example.org"


def code_of(seed: str, ahead: int = 0) -> str:
    """What an authenticator app shows now, or half a minute `ahead`."""
    return totp.format_hotp_value(totp.hotp_value(seed, int(time.time()) // 30 + ahead))


def code_in_mail() -> str:
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]


def recovery_codes(person) -> list[str]:
    with second_factor.seeds_of(person):
        return RecoveryCodes.activate(person).generate_codes()


def tell(client, **given):
    """Address and password."""
    return client.post("/sign-in/", {"login": ADDRESS, "password": PASSWORD} | given)


def confirm(client, password: str = PASSWORD):
    """That it is oneself, as before what concerns the account's safety."""
    return client.post("/settings/security/confirm/", {"password": password})


def give_passkey(person, passkey: SoftPasskey) -> Authenticator:
    data = {"name": "Phone", "credential": credential(passkey)}
    return Authenticator.objects.create(user=person, type="webauthn", data=data)


def use_passkey(client, person, passkey: SoftPasskey):
    options = client.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    answer = passkey.used(options, handle_of(person))
    return client.post("/sign-in/passkey/", {"credential": json.dumps(answer)})


@contextmanager
def playing_google():
    with (
        issuing() as issuer,
        override_settings(
            GOOGLE_ON=True,
            GOOGLE_HOSTS=(issuer.address.removeprefix("http://"),),
            SOCIALACCOUNT_PROVIDERS=google(CLIENT, SECRET, issuer.address),
        ),
    ):
        yield issuer


def by_way_of(issuer: Issuer, client, *, process: str = "login", **who):
    """To the issuer, where the person agrees, and back."""
    asked = client.post("/sign-in/google/", {"process": process}).url
    who = {"sub": "42", "email": ADDRESS, "email_verified": True, "name": "Ada"} | who
    return client.get("/sign-in/google/back/", issuer.agree(asked, **who))
