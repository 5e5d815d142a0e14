"""Programs that are signed in, and keys, for tests."""

from typing import Any

from apps.accounts import services
from apps.accounts.models import ApiKey
from apps.accounts.services import token_sessions
from project.lib.testing import UserFactory


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
