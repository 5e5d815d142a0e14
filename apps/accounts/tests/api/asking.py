"""Asking with a token."""

from apps.accounts.tests.factories import bearer

ME, REFRESH = "/api/v1/auth/me", "/api/v1/auth/refresh"


def answer(client, token):
    response = client.get(ME, headers=bearer(token))
    return response.status_code, response.json().get("code")
