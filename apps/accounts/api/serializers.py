"""What the API reads and says about who asks."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from apps.accounts import services
from apps.accounts.domain.preferences import LOCALES, zones
from apps.accounts.models import User
from apps.accounts.services import passwords
from project.lib.api_input import StrictSerializer, Text
from project.lib.money import CURRENCIES

LONGEST_TOKEN = 2048
EXAMPLE_PASSWORD = "violet umbrellas dance on roofs"  # noqa: S105  # pragma: allowlist secret


class Password(Text):
    """Taken as it is, spaces included; in no answer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(write_only=True, trim_whitespace=False, max_length=passwords.LONGEST, **kwargs)


class Token(Text):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_TOKEN, trim_whitespace=False, **kwargs)


class Currency(serializers.ChoiceField):
    """Its three letters, small ones too."""

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(str(data).upper())


# --- Signing in -------------------------------------------------------------------------------------------------------


class SignIn(StrictSerializer):
    email = Text(max_length=254, trim_whitespace=False)
    password = Password()
    code = Text(
        max_length=64,
        trim_whitespace=False,
        required=False,
        help_text="Of the second factor, or a recovery code, where there is one.",
    )
    device = Text(
        max_length=200, required=False, allow_blank=True, help_text="What the list of sign-ins calls this program."
    )


class Renew(StrictSerializer):
    refresh = Token()


class Verify(StrictSerializer):
    token = Token(help_text="An access token.")


class SignOut(StrictSerializer):
    refresh = Token(required=False, help_text="Whose program to sign out; without it, the one that asks.")


class TokensRow(serializers.Serializer):
    access = serializers.CharField(help_text="Send it as `Authorization: Bearer …`.")
    refresh = serializers.CharField(help_text="Good for one renewal, and only at `/api/v1/auth/refresh`.")
    token_type = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="Seconds until the access token must be renewed.")
    session = serializers.UUIDField(source="session.pk", help_text="This sign-in in the list of sign-ins.")
    session_ends_at = serializers.DateTimeField(
        source="session.ends_at", help_text="When the refresh token is too old, unless it is used before."
    )


class VerifiedRow(serializers.Serializer):
    person = serializers.UUIDField(source="person.uuid")
    session = serializers.UUIDField(source="pk")
    session_ends_at = serializers.DateTimeField(source="ends_at")


class SessionRow(serializers.Serializer):
    id = serializers.UUIDField()
    device = serializers.CharField()
    network = serializers.CharField(help_text="The address, or the IPv6 network, that it was last renewed from.")
    created_at = serializers.DateTimeField()
    seen_at = serializers.DateTimeField(help_text="To five minutes.")
    ends_at = serializers.DateTimeField(help_text="Unless it is renewed before.")
    current = serializers.SerializerMethodField(help_text="Whether it is the one that asks.")

    def get_current(self, row: Any) -> bool:
        return bool(row == self.context["request"].auth)


# --- Joining ----------------------------------------------------------------------------------------------------------


class Register(StrictSerializer):
    email = serializers.EmailField(max_length=254)
    # Of a person who has no second factor yet. What else it must be is asked where it is set.
    password = Password(min_length=passwords.ALONE)
    name = Text(max_length=150, required=False, allow_blank=True)
    invitation = Text(max_length=100, required=False, allow_blank=True, help_text="Where one needs to be invited.")


class ConfirmAddress(StrictSerializer):
    key = Token(help_text="From the mail.")


class AskForPassword(StrictSerializer):
    email = serializers.EmailField(max_length=254)


class NewPassword(StrictSerializer):
    key = Token(help_text="From the mail.")
    password = Password()


# --- Me ---------------------------------------------------------------------------------------------------------------


class Me(serializers.Serializer):
    uuid = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField()
    role = serializers.ChoiceField(User.Role.choices)
    tier = serializers.ChoiceField(User.Tier.choices)
    locale = serializers.CharField(help_text="How numbers and dates look on pages.")
    time_zone = serializers.CharField()
    base_currency = serializers.CharField()
    theme = serializers.ChoiceField(User.Theme.choices)
    created_at = serializers.DateTimeField()
    last_login = serializers.DateTimeField(allow_null=True)


class ChangePreferences(StrictSerializer):
    """How pages speak to a person. Those that are given are changed."""

    name = Text(max_length=150, required=False, allow_blank=True)
    locale = serializers.ChoiceField([code for code, _ in LOCALES], required=False)
    time_zone = serializers.ChoiceField(
        zones(),
        required=False,
        error_messages={"invalid_choice": "There is no such time zone. Use a name such as Europe/Vienna."},
    )
    base_currency = Currency(
        sorted(CURRENCIES),
        required=False,
        error_messages={"invalid_choice": "There is no such currency. Use its three letters, such as EUR."},
    )


class ChangeMe(ChangePreferences):
    theme = serializers.ChoiceField(User.Theme.choices, required=False)


class RecordCountRow(serializers.Serializer):
    email = serializers.EmailField()
    total = serializers.IntegerField()
    tables = serializers.DictField(child=serializers.IntegerField(), help_text="How many in each table.")


# --- Keys -------------------------------------------------------------------------------------------------------------


class CreateKey(StrictSerializer):
    name = Text(max_length=100, help_text="What it is for.")
    scopes = serializers.ListField(
        child=serializers.ChoiceField(
            services.every_scope(),
            error_messages={
                "invalid_choice": f"There is no such scope. There are {', '.join(services.every_scope())}."
            },
        ),
        allow_empty=False,
        max_length=100,
    )
    expires_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="Without it the key is good until it is revoked."
    )

    def validate_expires_at(self, moment: Any) -> Any:
        if moment is not None and moment <= timezone.now():
            raise serializers.ValidationError("This is in the past.")
        return moment


class KeyRow(serializers.Serializer):
    uuid = serializers.UUIDField()
    name = serializers.CharField()
    hint = serializers.CharField(help_text="How the key begins.")
    scopes = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    used_at = serializers.DateTimeField(allow_null=True, help_text="To five minutes.")


class NewKeyRow(KeyRow):
    key = serializers.CharField(help_text="Shown this once.")
