"""Rows of accounts, as the database allows them; programs that are signed in, and keys."""

import io
from typing import Any

import factory
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import ApiKey, Export
from apps.accounts.services import token_sessions
from project.lib import media
from project.lib.testing import UserFactory


class ExportFactory(factory.django.DjangoModelFactory):
    """A copy that was asked for; `made=True` for one that can be downloaded."""

    class Meta:
        model = Export

    class Params:
        made = factory.Trait(
            made_at=factory.LazyFunction(timezone.now),
            file=factory.LazyFunction(
                lambda: media.keep(media.Taken(media.ZIP, io.BytesIO(b"PK\x03\x04"), 4), "exports")
            ),
            size_bytes=4,
        )

    user = factory.SubFactory(UserFactory)


def signed_in_program(person: Any = None, **given: Any) -> token_sessions.Tokens:
    """A program of the person's, with the tokens that it holds."""
    return token_sessions.begin(person=person or UserFactory(), **{"device": "test", "network": "192.0.2.7"} | given)


def api_key(person: Any = None, *scopes: str, **given: Any) -> tuple[ApiKey, str]:
    """A key of the person's and its text; with every scope where none is named."""
    return services.create_key(
        person=person or UserFactory(), name="a test", scopes=scopes or services.every_scope(), **given
    )


def bearer(text: str) -> dict[str, str]:
    """Headers for the test client: `client.get(url, headers=bearer(token))`."""
    return {"Authorization": f"Bearer {text}"}
