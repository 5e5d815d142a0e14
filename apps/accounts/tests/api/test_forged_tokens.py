"""Tokens that somebody made or changed are refused (ASVS 9.1; ACC-04)."""

import base64
import json

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from apps.accounts.services import tokens
from apps.accounts.services.tokens import AccessToken, key_id
from apps.accounts.tests.factories import signed_in_program
from project.lib.testing import UserFactory

from .asking import ME, REFRESH, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return signed_in_program().session


@pytest.fixture
def claims(session):
    """What a good access token says."""
    return {**tokens.made_for(AccessToken, session).payload, "iss": "steward", "aud": "steward-api"}


def signed(claims, settings, **header):
    return jwt.encode(claims, settings.JWT_SECRET, "HS256", headers={"kid": key_id(settings.JWT_SECRET), **header})


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_the_claims_as_they_should_be_get_in(client, claims, settings):
    assert answer(client, signed(claims, settings))[0] == 200


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", ""])
def test_a_token_that_says_it_needs_no_signature_is_refused(client, claims, settings, algorithm):
    head = part({"alg": algorithm, "typ": "JWT", "kid": key_id(settings.JWT_SECRET)})

    for signature in ("", "AAAA"):
        assert answer(client, f"{head}.{part(claims)}.{signature}") == (401, "token_invalid")


def test_a_token_of_another_algorithm_is_refused(client, claims, settings):
    """RS256 by a key of the attacker's, with its public half offered as the secret: RS to HS confusion."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    kid = {"kid": key_id(settings.JWT_SECRET)}
    head = part({"alg": "HS256", **kid})
    confused = jwt.api_jws.PyJWS().get_algorithm_by_name("HS256").sign(f"{head}.{part(claims)}".encode(), public)
    forged = [
        jwt.encode(claims, private, "RS256", headers=kid),
        f"{head}.{part(claims)}.{base64.urlsafe_b64encode(confused).rstrip(b'=').decode()}",
        jwt.encode(claims, settings.JWT_SECRET, "HS512", headers=kid),
    ]

    assert {answer(client, token) for token in forged} == {(401, "token_invalid")}


@pytest.mark.parametrize(
    "change",
    [
        {"typ": "refresh"},
        {"typ": None},
        {"aud": "another"},
        {"aud": None},
        {"iss": "somebody"},
        {"iss": None},
        {"exp": None},
        {"jti": None},
        {"sid": None},
        {"sid": "00000000-0000-4000-8000-000000000000"},
        {"sub": None},
    ],
    ids=str,
)
def test_each_claim_counts(client, claims, settings, change):
    changed = {name: value for name, value in (claims | change).items() if value is not None}

    assert answer(client, signed(changed, settings))[0] == 401


def test_a_refresh_token_gives_no_access_and_an_access_token_renews_nothing(client):
    given = signed_in_program()

    renewed = client.post(REFRESH, {"refresh": given.access}, content_type="application/json")

    assert answer(client, given.refresh) == (401, "token_invalid")
    assert (renewed.status_code, renewed.json()["code"]) == (401, "token_invalid")


@pytest.mark.parametrize("kid", [None, "", "../../dev/null", "' OR 1=1 --", "0" * 12])
def test_the_header_cannot_choose_a_key(client, claims, settings, kid):
    header = {"kid": kid} if kid is not None else {}
    token = jwt.encode(claims, settings.JWT_SECRET, "HS256", headers=header)

    assert answer(client, token) == (401, "token_invalid")


def test_keys_that_the_header_brings_along_are_not_looked_at(client, claims, settings):
    mine = "the attacker's own secret, long enough to sign with"
    extras = {"jwk": {"kty": "oct", "k": part(mine)}, "jku": "https://evil.example/keys", "x5u": "https://evil.example"}
    token = jwt.encode(claims, mine, "HS256", headers={"kid": key_id(settings.JWT_SECRET), **extras})

    assert answer(client, token) == (401, "token_invalid")


def test_the_session_secret_signs_no_token(client, claims, settings):
    token = jwt.encode(claims, settings.SECRET_KEY, "HS256", headers={"kid": key_id(settings.JWT_SECRET)})

    assert answer(client, token) == (401, "token_invalid")


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer a.b.c",
        "Bearer \x00",
        "Bearer é",
        "Bearer " + "a" * 9000,
        "Api-Key x",
        "bearer stw_x",
    ],
)
def test_what_is_no_token_is_a_401_and_no_failure(client, header):
    assert client.get(ME, headers={"Authorization": header}).status_code == 401


def test_a_bad_token_is_not_saved_by_a_good_session_beside_it(client):
    client.force_login(UserFactory())

    assert answer(client, "a.b.c")[0] == 401


def test_another_scheme_is_left_to_whoever_asked_for_it(client):
    client.force_login(UserFactory())

    assert client.get(ME, headers={"Authorization": "Basic c3RhZ2luZzpzaXRl"}).status_code == 200
