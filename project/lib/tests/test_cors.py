"""Which origins may call the API from a browser, and what they never get."""

import pytest

OURS = "https://app.example.org"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
URL = "/api/v1/health"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def listed(settings):
    settings.CORS_ORIGINS = (OURS, "chrome-extension://abcdef")


def test_a_listed_origin_may_ask_first(client):
    response = client.options(URL, headers={"Origin": OURS, **PREFLIGHT})

    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == OURS
    assert "POST" in response["Access-Control-Allow-Methods"]
    assert "Authorization" in response["Access-Control-Allow-Headers"]
    assert "Origin" in response["Vary"]


@pytest.mark.parametrize("origin", [OURS, "chrome-extension://abcdef"])
def test_a_listed_origin_reads_the_answer(client, origin):
    response = client.get(URL, headers={"Origin": origin})

    assert response["Access-Control-Allow-Origin"] == origin
    assert "ETag" in response["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://app.example.org.evil.example", "http://app.example.org", "*"]
)
def test_any_other_origin_gets_no_leave(client, origin):
    asked, read = (
        client.options(URL, headers={"Origin": origin, **PREFLIGHT}),
        client.get(URL, headers={"Origin": origin}),
    )

    assert asked.status_code == 403
    assert asked.json()["code"] == "origin_not_allowed"
    assert not asked.has_header("Access-Control-Allow-Origin")
    assert not read.has_header("Access-Control-Allow-Origin")
    assert "Origin" in read["Vary"], "a cache must not give one origin's answer to another"


@pytest.mark.parametrize("origins", [(OURS,), ("*",), ("*", OURS)])
@pytest.mark.parametrize("origin", [OURS, "null"])
def test_no_origin_ever_gets_to_use_a_session(client, settings, origins, origin):
    settings.CORS_ORIGINS = origins

    answers = [
        client.options(URL, headers={"Origin": origin, **PREFLIGHT}),
        client.get(URL, headers={"Origin": origin}),
    ]

    assert not any(answer.has_header("Access-Control-Allow-Credentials") for answer in answers)


def test_null_is_nobody_even_when_it_is_listed(client, settings):
    settings.CORS_ORIGINS = ("null",)

    assert not client.get(URL, headers={"Origin": "null"}).has_header("Access-Control-Allow-Origin")


def test_pages_are_for_no_other_origin(client):
    assert not client.get("/sign-in/", headers={"Origin": OURS}).has_header("Access-Control-Allow-Origin")


# --- Programs that bring a token --------------------------------------------------------------------------------------

TOKEN, ME = "/api/v1/auth/token", "/api/v1/auth/me"


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_a_listed_origin_may_send_a_token_with_any_method(client, method):
    asks = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": "authorization,content-type"}

    response = client.options(ME, headers={"Origin": OURS, **asks})

    assert response.status_code == 204
    assert method in response["Access-Control-Allow-Methods"].split(", ")
    assert {"Authorization", "Content-Type"} <= set(response["Access-Control-Allow-Headers"].split(", "))


def test_any_origin_may_send_a_token_where_all_are_listed_and_gets_no_cookies(client, settings):
    settings.CORS_ORIGINS = ("*",)

    response = client.options(ME, headers={"Origin": "https://anywhere.example", **PREFLIGHT})

    # With * a browser takes a header for allowed only where it is named.
    assert (response["Access-Control-Allow-Origin"], response.status_code) == ("*", 204)
    assert "Authorization" in response["Access-Control-Allow-Headers"]
    assert not response.has_header("Access-Control-Allow-Credentials")


def test_a_preflight_asks_nobody_who_they_are(client):
    response = client.options(ME, headers={"Origin": OURS, "Authorization": "Bearer nonsense", **PREFLIGHT})

    assert response.status_code == 204


def test_a_program_can_read_why_it_was_refused(client):
    refused = client.get(ME, headers={"Origin": OURS, "Authorization": "Bearer nonsense"})

    assert (refused.status_code, refused["Access-Control-Allow-Origin"]) == (401, OURS)
    assert "WWW-Authenticate" in refused["Access-Control-Expose-Headers"]


def test_signing_in_from_an_origin_that_is_not_listed_is_read_by_nobody(client):
    headers = {"Origin": "https://evil.example"}

    asked = client.options(TOKEN, headers={**headers, **PREFLIGHT})
    answered = client.post(TOKEN, {"email": "a@b.example", "password": "x"}, "application/json", headers=headers)

    assert (asked.status_code, answered.status_code) == (403, 401)
    assert not answered.has_header("Access-Control-Allow-Origin")
