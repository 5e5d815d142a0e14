"""What must not be written down is taken out, and the rest stays readable."""

import pytest

from project.lib.watching.redaction import redact, redact_value


@pytest.mark.parametrize(
    "text",
    [
        "connection to postgresql://steward:SENTINEL@db:5432/steward failed",  # pragma: allowlist secret
        "redis://:SENTINEL@cache/0",
        "Authorization: Bearer SENTINEL-abc.def",
        "authorization='Token SENTINELabcdef'",
        "password=SENTINEL&next=/",
        '{"password": "SENTINEL with spaces", "name": "x"}',  # pragma: allowlist secret
        "{'api_key': 'SENTINEL'}",  # pragma: allowlist secret
        "GET /stream/jobs/1?ticket=SENTINEL HTTP/1.1",
        "csrfmiddlewaretoken=SENTINEL",
        "Cookie: theme=dark; session=SENTINEL; other=SENTINEL",
        "Set-Cookie: __Host-session=SENTINEL; Path=/",
        "eyJhbGciOiJIUzI1NiJ9.SENTINELSENTINEL.abc",
        "Key (lower(email))=(SENTINEL.person@example.org) already exists",
        "new_password: SENTINEL",
        "JWT_SECRET=SENTINEL",
    ],
)
def test_a_secret_does_not_survive(text):
    assert "SENTINEL" not in redact(text)


@pytest.mark.parametrize(
    "text",
    ["Applied 3 migrations", "The token has expired", "relation accounts_user does not exist", "took 12.5 ms at 10:30"],
)
def test_ordinary_words_stay(text):
    assert redact(text) == text


def test_names_decide_inside_data():
    value = {"Password": "x", "nested": [{"api_key": 1, "kept": float("nan")}], "address": {"a@example.org"}}

    assert redact_value(value) == {
        "Password": "[removed]",
        "nested": [{"api_key": "[removed]", "kept": None}],
        "address": ["[address]"],
    }
