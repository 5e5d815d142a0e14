"""What a person signs in with, on one page."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from ..models import User
from .devices import good_sessions_of

Type = Authenticator.Type


@dataclass(frozen=True, slots=True)
class Passkey:
    pk: int
    name: str
    # Whether it signs in by itself; else it is a second factor only.
    alone: bool
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Security:
    email: str
    has_password: bool
    authenticator_since: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int | None
    google: tuple[int, str] | None
    devices: int


def security_of(person: User) -> Security:
    rows = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    app = next((row for row in rows if row.type == Type.TOTP), None)
    codes = next((row for row in rows if row.type == Type.RECOVERY_CODES), None)
    passkeys = tuple(_passkey(row) for row in rows if row.type == Type.WEBAUTHN)
    linked = SocialAccount.objects.filter(user=person).first()
    return Security(
        email=person.email,
        has_password=person.has_usable_password(),
        authenticator_since=app.created_at if app else None,
        passkeys=passkeys,
        codes_left=app_settings.RECOVERY_CODE_COUNT - codes.data["used_mask"].bit_count() if codes else None,
        google=(linked.pk, _address_at_google(linked)) if linked else None,
        devices=len(good_sessions_of(person)),
    )


def _passkey(row: Authenticator) -> Passkey:
    wrapped = row.wrap()
    return Passkey(row.pk, wrapped.name, bool(wrapped.is_passwordless), row.created_at, row.last_used_at)


def _address_at_google(account: SocialAccount) -> str:
    return str(account.extra_data.get("id_token", {}).get("email", ""))
