"""Who asks, what they may change, and how many records there are of them (ACC-16)."""

import pytest
from django.contrib.auth.models import Group

from apps.accounts.models import AuditEvent
from apps.accounts.tests.factories import bearer, signed_in_program
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
ME = "/api/v1/auth/me"


def count(email):
    return f"/api/v1/user/count/{email}"


@pytest.fixture
def ada(client):
    person = UserFactory(email="Ada.Love/lace@example.org")
    client.force_login(person)
    return person


def change(client, **fields):
    return client.patch(ME, fields, content_type="application/json")


def test_me_says_who_asks_and_no_secret(client, ada):
    body = client.get(ME).json()

    assert (body["uuid"], body["role"], body["tier"]) == (str(ada.uuid), "user", "standard")
    assert not {"id", "password", "is_staff"} & set(body)


def test_preferences_are_changed_and_the_rest_stays(client, ada):
    body = change(client, time_zone="Asia/Tokyo", base_currency="CHF").json()

    ada.refresh_from_db()
    assert (body["time_zone"], ada.base_currency, ada.locale) == ("Asia/Tokyo", "CHF", "en-GB")


@pytest.mark.parametrize(
    "fields",
    [{"time_zone": "Mars/Olympus"}, {"base_currency": "XXQ"}, {"locale": "xx"}, {"theme": "pink"}, {"name": "a" * 151}],
    ids=lambda fields: next(iter(fields)),
)
def test_what_is_not_known_is_refused_by_name(client, ada, fields):
    answer = change(client, **fields)

    assert (answer.status_code, set(answer.json()["fields"])) == (400, set(fields))


@pytest.mark.parametrize("field", ["email", "role", "tier", "is_staff", "is_superuser", "password", "uuid", "id"])
def test_nobody_makes_themselves_more_than_they_are(client, ada, field):
    answer = change(client, **{field: "admin"})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


# --- Counting records -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "Ada.Love/lace@example.org",
        "ada.love/lace@EXAMPLE.ORG",
        "ada.love%2Flace%40example.org",
        "ａｄａ.love/lace@example.org",
        "Ada.Love/lace@example.org/",
    ],
)
def test_one_s_own_address_however_it_is_written_counts_one_s_records(client, ada, written):
    signed_in_program(ada)
    signed_in_program()

    body = client.get(count(written)).json()

    assert body["email"] == ada.email
    assert (body["tables"]["accounts.User"], body["tables"]["accounts.AuthSession"]) == (1, 1)
    assert body["total"] == sum(body["tables"].values())


def test_somebody_else_s_address_and_one_that_nobody_has_are_the_same_at_the_same_cost(client, ada):
    other = UserFactory()
    answers, costs = [], []
    for email in (other.email, "nobody@example.org", "no address", "%00@example.org"):
        with statements() as sent:
            answers.append(client.get(count(email)))
        costs.append(len(sent.beyond_sign_in()))

    assert {(answer.status_code, answer.json()["code"], answer.json()["detail"]) for answer in answers} == {
        (404, "not_found", "There is nothing at this address.")
    }
    assert costs == [0, 0, 0, 0]


def test_nobody_is_asked_to_sign_in(client):
    person = UserFactory()

    assert [client.get(count(email)).status_code for email in (person.email, "nobody@example.org")] == [401, 401]


def test_support_counts_for_anybody_which_that_person_can_see(client):
    asked, helper = UserFactory(), UserFactory(is_staff=True)
    helper.groups.add(Group.objects.get(name="support"))
    client.force_login(helper)

    answers = [client.get(count(email)).status_code for email in (asked.email, "nobody@example.org")]

    assert answers == [200, 404]
    assert AuditEvent.objects.for_user(asked).get().name == "records_counted"


def test_staff_who_may_not_look_at_people_are_strangers_here(client):
    helper = UserFactory(is_staff=True)
    helper.groups.add(Group.objects.get(name="ops"))
    client.force_login(helper)

    assert client.get(count(UserFactory().email)).status_code == 404


def test_a_token_counts_too(client):
    signed_in = signed_in_program()

    answer = client.get(count(signed_in.session.person.email), headers=bearer(signed_in.access))

    assert answer.status_code == 200
