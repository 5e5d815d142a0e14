"""Personal API keys: made, shown once, held to their scopes, revoked (ACC-13)."""

from datetime import timedelta

import pytest
from django.urls import path
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import services
from apps.accounts.models import ApiKey, AuditEvent, Subject
from apps.accounts.services import audit
from apps.accounts.tests.factories import api_key, bearer, signed_in_program
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db
KEYS, ME, OVERVIEW = "/api/v1/auth/keys", "/api/v1/auth/me", "/api/v1/dashboard/overview"


@pytest.fixture
def ada():
    return UserFactory()


@pytest.fixture
def token(ada):
    return bearer(signed_in_program(ada).access)


def create(client, headers, **fields):
    body = {"name": "Report", "scopes": ["accounts:read"], **fields}
    return client.post(KEYS, body, content_type="application/json", headers=headers)


def test_a_key_is_shown_once_and_opens_what_its_scopes_say(client, ada, token):
    body = create(client, token).json()

    listed = client.get(KEYS, headers=token).json()["results"]
    assert client.get(ME, headers=bearer(body["key"])).json()["uuid"] == str(ada.uuid)
    assert body["key"].startswith("stw_")
    assert "key" not in listed[0]
    assert {name: listed[0][name] for name in ("name", "hint", "scopes")} == {
        "name": "Report",
        "hint": body["key"][:10],
        "scopes": ["accounts:read"],
    }


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "Api-Key", "API-KEY"])
def test_a_key_may_be_sent_in_either_way(client, scheme):
    _, text = api_key()

    assert client.get(ME, headers={"Authorization": f"{scheme} {text}"}).status_code == 200


def test_what_a_key_s_scopes_do_not_say_is_refused_by_name(client, ada):
    _, reads = api_key(ada, "accounts:read")

    other_app = client.get(OVERVIEW, headers=bearer(reads))
    writes = client.patch(ME, {"name": "A"}, content_type="application/json", headers=bearer(reads))

    assert [(reply.status_code, reply.json()["code"]) for reply in (other_app, writes)] == [(403, "scope_missing")] * 2
    assert "dashboard:read" in other_app.json()["detail"]
    assert "insufficient_scope" in writes["WWW-Authenticate"]


def test_to_write_is_not_to_read(client, ada):
    _, writes = api_key(ada, "accounts:write")

    assert client.get(ME, headers=bearer(writes)).status_code == 403
    assert client.patch(ME, {"name": "A"}, content_type="application/json", headers=bearer(writes)).status_code == 200


def test_a_key_acts_as_its_person_and_not_as_staff_beyond_them(client):
    _, text = api_key(UserFactory(administrator=True), "accounts:read")

    assert client.get("/admin/", headers=bearer(text)).status_code == 302
    assert client.get("/settings/", headers=bearer(text)).status_code == 302


def test_a_session_and_a_token_have_every_scope(client, ada, token):
    client.force_login(ada)

    assert client.get(OVERVIEW).status_code == 200
    assert client.get(OVERVIEW, headers=token).status_code == 200


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("post", KEYS),
        ("post", "/api/v1/auth/logout-everywhere"),
        ("delete", f"{KEYS}/00000000-0000-4000-8000-000000000000"),
    ],
)
def test_no_key_decides_who_gets_in(client, method, url):
    _, text = api_key()

    reply = getattr(client, method)(url, {}, content_type="application/json", headers=bearer(text))

    assert (reply.status_code, reply.json()["code"]) == (403, "not_with_a_key")


def test_a_token_that_is_minutes_old_makes_no_key(client, token):
    with clock(timezone.now() + timedelta(minutes=6)):
        reply = create(client, token)

    assert (reply.status_code, reply.json()["code"]) == (403, "sign_in_again")


def test_a_browser_that_did_not_just_prove_its_person_makes_no_key(client, ada):
    client.force_login(ada)

    assert create(client, {}).json()["code"] == "sign_in_again"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"scopes": ["accounts:read", "everything"]}, "scopes"),
        ({"scopes": []}, "scopes"),
        ({"name": ""}, "name"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"person": 1}, "person"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(client, token, fields, wrong):
    reply = create(client, token, **fields)

    assert (reply.status_code, [name.split(".")[0] for name in reply.json()["fields"]]) == (400, [wrong])


def test_services_know_the_scopes_too(ada):
    with pytest.raises(services.NoSuchScope):
        api_key(ada, "everything")


def test_a_key_expires(client, ada):
    _, text = api_key(ada, expires_at=timezone.now() + timedelta(days=1))

    with clock(timezone.now() + timedelta(days=1, seconds=1)):
        late = client.get(ME, headers=bearer(text))

    assert (client.get(ME, headers=bearer(text)).status_code, late.json()["code"]) == (200, "key_invalid")


def test_a_revoked_key_opens_nothing_and_is_listed_no_more(client, ada, token):
    key, text = api_key(ada)

    answers = [client.delete(f"{KEYS}/{key.uuid}", headers=token).status_code for _ in range(2)]

    assert answers == [204, 204]
    assert client.get(ME, headers=bearer(text)).json()["code"] == "key_invalid"
    assert client.get(KEYS, headers=token).json()["results"] == []


def test_its_use_is_noted_at_most_every_five_minutes(client, ada):
    key, text = api_key(ada)
    noted = []
    for minutes in (0, 4, 6):
        with clock(timezone.now() + timedelta(minutes=minutes)):
            client.get(ME, headers=bearer(text))
        key.refresh_from_db()
        noted.append(key.used_at)

    assert noted[0] == noted[1] < noted[2]


def test_making_and_revoking_are_written_down(client, ada, token):
    key, text = api_key(ada, "jobs:read")
    client.delete(f"{KEYS}/{key.uuid}", headers=token)

    revoked, created = AuditEvent.objects.for_user(ada)
    details = audit.details_of(created, Subject.objects.get(user=ada))
    assert (created.name, revoked.name) == ("key_created", "key_revoked")
    assert (details["scopes"], details["hint"]) == (["jobs:read"], text[:10])
    assert text not in str(details)


def test_a_person_has_only_so_many(client, token, monkeypatch):
    monkeypatch.setattr("apps.accounts.services.keys.MOST_KEYS", 1)

    replies = [create(client, token) for _ in range(2)]

    assert [reply.status_code for reply in replies] == [201, 409]
    assert ApiKey.objects.count() == 1


# --- Whom they are counted as -----------------------------------------------------------------------------------------


class Spoken(APIView):
    def get(self, request):
        return Response({"zone": timezone.get_current_timezone_name()})


urlpatterns = [path("api/v1/spoken", Spoken.as_view())]


@pytest.mark.urls(__name__)
def test_a_program_is_spoken_to_in_its_person_s_zone_and_the_next_is_not(client):
    signed_in = signed_in_program(UserFactory(time_zone="Asia/Tokyo"))

    assert client.get("/api/v1/spoken", headers=bearer(signed_in.access)).json() == {"zone": "Asia/Tokyo"}
    assert timezone.get_current_timezone_name() == "UTC"
