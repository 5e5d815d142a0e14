"""Second factors, by allauth's flows: their seeds are sealed for their person, and staff keep one."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from ..models import User
from ..services import second_factor


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or was used already. Wait for the next one and try again.",
        "cannot_delete_authenticator": "Administrators need a second factor: add another before you remove this one.",
        "unverified_email": "Prove first that your email address is yours.",
    }

    def encrypt(self, text: str) -> str:
        return second_factor.seal(text, signed_in=_signed_in())

    def decrypt(self, encrypted_text: str) -> str:
        return second_factor.unseal(encrypted_text, signed_in=_signed_in())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user, type__in=second_factor.FACTORS)
        return not authenticator.user.is_staff or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 (allauth's)
        there = Authenticator.objects.filter(user=user, type=type).count() if user.pk else 0
        return f"Passkey {there + 1}" if there else "Passkey"

    def _get_site_name(self) -> str:
        return "Steward"


def _signed_in() -> User | None:
    user = getattr(context.request, "user", None)
    return user if user is not None and user.is_authenticated else None
