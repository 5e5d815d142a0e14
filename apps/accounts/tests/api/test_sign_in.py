"""Signing programs in, renewing, and signing them out."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import caches
from django.utils import timezone
from prometheus_client import REGISTRY

from apps.accounts.domain.events import Event
from apps.accounts.models import AuditEvent, AuthSession, Subject
from apps.accounts.services import audit, signing_in
from apps.accounts.tests.factories import api_key, bearer, signed_in_program
from apps.accounts.tests.ways import code_of, recovery_codes
from project.lib.limits import counters
from project.lib.testing import PASSWORD, UserFactory, clock, give_second_factor

pytestmark = pytest.mark.django_db
TOKEN, REFRESH, VERIFY, LOGOUT = (f"/api/v1/auth/{name}" for name in ("token", "refresh", "verify", "logout"))
ME = "/api/v1/auth/me"


@pytest.fixture
def ada():
    return UserFactory(email="ada@example.org")


def send(client, url, body, **headers):
    return client.post(url, body, content_type="application/json", headers=headers)


def signed_in_so_far():
    return REGISTRY.get_sample_value("steward_auth_events_total", {"event": "signed_in", "result": "success"}) or 0


def events(person):
    return list(AuditEvent.objects.for_user(person).values_list("name", "outcome"))


# --- With a password --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_password_signs_a_program_in(client, ada, slash):
    answer = send(client, TOKEN + slash, {"email": "ADA@example.org", "password": PASSWORD, "device": "Phone"})

    body = answer.json()
    assert (answer.status_code, body["token_type"], body["expires_in"]) == (200, "Bearer", 900)
    assert client.get(ME, headers=bearer(body["access"])).json()["email"] == "ada@example.org"
    assert AuthSession.objects.get(pk=body["session"]).device == "Phone"
    assert events(ada) == [("signed_in", "success")]


def test_it_counts_as_the_last_sign_in_and_takes_the_program_s_own_name(client, ada):
    body = send(client, TOKEN, {"email": ada.email, "password": PASSWORD}, **{"user-agent": "report/1.0"}).json()

    ada.refresh_from_db()
    assert ada.last_login is not None
    assert AuthSession.objects.get(pk=body["session"]).device == "report/1.0"


@pytest.mark.parametrize("second", ["", "totp"])
def test_it_ends_where_every_way_in_does(client, ada, second):
    code = {"code": code_of(give_second_factor(ada))} if second else {}
    before = signed_in_so_far()

    send(client, TOKEN, {"email": ada.email, "password": PASSWORD, **code})

    event = AuditEvent.objects.for_user(ada).get(name="signed_in")
    said = audit.details_of(event, Subject.objects.get(user=ada))
    assert (said["way"], said["second"], said["network"]) == ("api_token", second, "127.0.0.1")
    assert signed_in_so_far() == before + 1


def test_staff_without_a_second_factor_get_nowhere_with_a_token_or_key(client, ada):
    tokens, (_, key) = signed_in_program(ada), api_key(ada)
    ada.is_staff = True
    ada.save()

    answers = [client.get(ME, headers=bearer(text)) for text in (tokens.access, key)]

    assert [(a.status_code, a.json()["code"]) for a in answers] == [(403, "second_factor_required")] * 2


def _closed():
    UserFactory(email="ada@example.org", is_active=False)


def _unconfirmed():
    UserFactory(email="ada@example.org")
    EmailAddress.objects.update(verified=False)


@pytest.mark.parametrize(
    ("prepare", "password"),
    [
        (lambda: None, PASSWORD),
        (lambda: UserFactory(email="ada@example.org"), "wrong"),
        (_closed, PASSWORD),
        (_unconfirmed, PASSWORD),
    ],
    ids=["unknown", "wrong password", "closed", "unconfirmed"],
)
def test_whoever_does_not_get_in_reads_the_same(client, prepare, password):
    prepare()

    answer = send(client, TOKEN, {"email": "ada@example.org", "password": password})

    body = answer.json()
    assert (answer.status_code, body["code"], body["fields"]) == (401, "not_admitted", {})
    assert body["detail"] == signing_in.DO_NOT_BELONG_TOGETHER
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert not AuthSession.objects.exists()


def test_a_refusal_is_written_down_for_whom_it_concerns(client, ada):
    send(client, TOKEN, {"email": ada.email, "password": "wrong"})

    assert events(ada) == [("sign_in_refused", "failure")]


def test_unknown_fields_are_refused_by_name(client):
    answer = send(client, TOKEN, {"email": "a@example.org", "password": "x", "username": "a"})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["username"])


def test_a_session_or_a_bad_token_beside_it_changes_nothing(client, ada):
    client.force_login(UserFactory())

    answer = send(client, TOKEN, {"email": ada.email, "password": PASSWORD}, authorization="Bearer nonsense")

    assert answer.status_code == 200


@pytest.fixture
def limits(settings):
    settings.RATE_LIMITS_ENABLED = True
    caches["ratelimit"].clear()
    counters.here.clear()
    with clock(timezone.now()):
        yield


def test_guessing_is_limited_like_on_the_page(client, ada, limits):
    answers = [send(client, TOKEN, {"email": ada.email, "password": "wrong"}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert answers[-1].json()["code"] == "rate_limited"


# --- The second factor ------------------------------------------------------------------------------------------------


@pytest.fixture
def seed(ada):
    return give_second_factor(ada)


def test_the_second_factor_is_asked_for_and_lets_in_once(client, ada, seed):
    with_password = {"email": ada.email, "password": PASSWORD}
    asked = send(client, TOKEN, with_password)
    code = code_of(seed)
    entered = send(client, TOKEN, with_password | {"code": code})
    again = send(client, TOKEN, with_password | {"code": code})

    assert (asked.status_code, asked.json()["code"]) == (401, "second_factor_needed")
    assert entered.status_code == 200
    assert (again.status_code, again.json()["code"]) == (400, "wrong_code")
    assert events(ada) == [("sign_in_refused", "failure"), ("signed_in", "success")]


def test_a_code_alone_says_nothing_of_the_password(client, ada, seed):
    answer = send(client, TOKEN, {"email": ada.email, "password": "wrong", "code": code_of(seed)})

    assert answer.json()["code"] == "not_admitted"


def test_a_recovery_code_lets_in_once(client, ada, seed):
    code = recovery_codes(ada)[0]
    body = {"email": ada.email, "password": PASSWORD, "code": code}

    answers = [send(client, TOKEN, body).status_code for _ in range(2)]

    assert answers == [200, 400]


def test_recovery_codes_alone_are_no_second_factor(client, ada):
    recovery_codes(ada)

    assert send(client, TOKEN, {"email": ada.email, "password": PASSWORD}).status_code == 200


def test_whoever_has_only_a_passkey_is_told_to_make_a_key(client, ada):
    Authenticator.objects.create(user=ada, type=Authenticator.Type.WEBAUTHN, data={})
    code = recovery_codes(ada)[0]  # as everybody has who adds a passkey on the page

    answers = [send(client, TOKEN, {"email": ada.email, "password": PASSWORD} | more) for more in ({}, {"code": code})]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(401, "passkey_only")] * 2


# --- Renewing and verifying -------------------------------------------------------------------------------------------


def test_a_refresh_token_is_good_once_and_the_new_one_works(client, ada):
    first = signed_in_program(ada)

    second = send(client, REFRESH, {"refresh": first.refresh}).json()
    third = send(client, REFRESH, {"refresh": second["refresh"]})

    assert third.status_code == 200
    assert client.get(ME, headers=bearer(third.json()["access"])).status_code == 200


def test_renewing_at_the_same_moment_is_told_apart_from_theft(client, ada):
    tokens = signed_in_program(ada)
    send(client, REFRESH, {"refresh": tokens.refresh})

    again = send(client, REFRESH, {"refresh": tokens.refresh})

    assert (again.status_code, again.json()["code"]) == (401, "token_rotated")
    assert AuthSession.objects.get().ended_at is None


def test_a_spent_token_that_comes_back_later_ends_the_family_and_is_written_down(client, ada):
    stolen = signed_in_program(ada)
    fresh = send(client, REFRESH, {"refresh": stolen.refresh}).json()

    with clock(timezone.now() + timedelta(seconds=11)):
        thief = send(client, REFRESH, {"refresh": stolen.refresh})
        owner = send(client, REFRESH, {"refresh": fresh["refresh"]})
        access = client.get(ME, headers=bearer(fresh["access"]))

    assert {(answer.status_code, answer.json()["code"]) for answer in (thief, owner, access)} == {
        (401, "session_ended")
    }
    assert AuthSession.objects.get().ended_for == "reused"
    assert events(ada) == [("token_reused", "failure")]


def test_an_unused_sign_in_ends_after_a_day(client, ada):
    tokens = signed_in_program(ada)

    with clock(timezone.now() + timedelta(hours=24, seconds=10)):
        answer = send(client, REFRESH, {"refresh": tokens.refresh})

    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


def test_however_often_it_is_renewed_a_sign_in_ends_after_thirty_days(client, ada):
    began = timezone.now()
    refresh = signed_in_program(ada).refresh

    for hours in range(20, 30 * 24, 20):
        with clock(began + timedelta(hours=hours)):
            refresh = send(client, REFRESH, {"refresh": refresh}).json()["refresh"]
    with clock(began + timedelta(days=30, seconds=10)):
        answer = send(client, REFRESH, {"refresh": refresh})

    assert answer.status_code == 401
    assert AuthSession.objects.get().ends_at <= began + timedelta(days=30, seconds=1)


def test_verify_says_whose_token_it_is_and_knows_only_access_tokens(client, ada):
    tokens = signed_in_program(ada)

    good, bad = (send(client, VERIFY, {"token": token}) for token in (tokens.access, tokens.refresh))

    assert (good.status_code, good.json()["person"]) == (200, str(ada.uuid))
    assert (bad.status_code, bad.json()["code"]) == (401, "token_invalid")


# --- Signing out ------------------------------------------------------------------------------------------------------


def test_signing_out_ends_access_and_refresh_at_once(client, ada):
    tokens = signed_in_program(ada)

    out = send(client, LOGOUT, {}, **bearer(tokens.access))

    assert out.status_code == 204
    assert client.get(ME, headers=bearer(tokens.access)).json()["code"] == "session_ended"
    assert send(client, REFRESH, {"refresh": tokens.refresh}).json()["code"] == "session_ended"
    assert events(ada) == [("program_signed_out", "success")]


def test_a_program_whose_access_token_has_expired_signs_out_with_its_refresh_token(client, ada):
    tokens = signed_in_program(ada)

    with clock(timezone.now() + timedelta(hours=1)):
        answers = [send(client, LOGOUT, {"refresh": tokens.refresh}).status_code for _ in range(2)]

    assert answers == [204, 204]
    assert AuthSession.objects.get().ended_for == "signed_out"


def test_a_refresh_token_past_its_time_is_signed_out_already(client, ada):
    tokens = signed_in_program(ada)

    with clock(timezone.now() + timedelta(days=2)):
        assert send(client, LOGOUT, {"refresh": tokens.refresh}).status_code == 204


def test_a_browser_signs_out_by_the_same_address(client, ada):
    client.force_login(ada)

    assert send(client, LOGOUT, {}).status_code == 204
    assert client.get(ME).status_code == 401


def test_nobody_and_no_key_signs_out(client, ada):
    _, key = api_key(ada)

    assert send(client, LOGOUT, {}).status_code == 401
    assert send(client, LOGOUT, {}, **bearer(key)).json()["code"] == "not_with_a_key"


def test_signing_out_everywhere_ends_every_program_and_leaves_others(client, ada):
    here, there, other = signed_in_program(ada), signed_in_program(ada), signed_in_program()

    answer = send(client, "/api/v1/auth/logout-everywhere", {}, **bearer(here.access))

    assert answer.status_code == 204
    assert [client.get(ME, headers=bearer(t.access)).status_code for t in (here, there, other)] == [401, 401, 200]
    assert events(ada)[0] == (Event.SESSIONS_ENDED.code, "success")


# --- The list of programs ---------------------------------------------------------------------------------------------


def test_the_list_shows_what_is_signed_in_and_which_asks(client, ada):
    here, there = signed_in_program(ada, device="here"), signed_in_program(ada, device="there")
    signed_in_program()
    gone = signed_in_program(ada)
    send(client, LOGOUT, {"refresh": gone.refresh})

    rows = client.get("/api/v1/auth/sessions", headers=bearer(here.access)).json()["results"]

    assert [(row["device"], row["current"]) for row in rows] == [("there", False), ("here", True)]
    assert not {"refresh_digest", "password_state"} & set(rows[0])
    assert there.session.device == "there"


def test_one_program_is_signed_out_from_another(client, ada):
    here, there = signed_in_program(ada), signed_in_program(ada)

    answers = [
        client.delete(f"/api/v1/auth/sessions/{there.session.pk}", headers=bearer(here.access)).status_code
        for _ in range(2)
    ]

    assert answers == [204, 204]
    assert client.get(ME, headers=bearer(there.access)).status_code == 401
