"""People write to whoever runs Steward, on a page and by a program."""

import pytest
from django.core.cache import caches

from apps.accounts.models import Feedback
from apps.accounts.services import feedback
from project.lib import privacy
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
PAGE, API = "/feedback/", "/api/v1/feedback"
WRITTEN = {"kind": "idea", "text": "A calendar would help.", "page": "/jobs/"}


@pytest.fixture
def ada(client):
    person = UserFactory()
    client.force_login(person)
    return person


def test_what_was_written_is_confirmed_and_stays_in_sight(ada, client):
    asked = client.get(f"{PAGE}?page=/jobs/").content.decode()

    reply = client.post(PAGE, WRITTEN, follow=True).content.decode()

    row = Feedback.objects.get()
    assert 'value="/jobs/"' in asked
    assert "Thank you." in reply
    assert "A calendar would help." in reply
    assert (row.person, row.kind, row.page, row.state) == (ada, "idea", "/jobs/", "new")


def test_an_empty_text_is_asked_for(ada, client):
    reply = client.post(PAGE, WRITTEN | {"text": " "})

    assert reply.status_code == 422
    assert not Feedback.objects.exists()


def test_what_is_written_is_shown_as_text(ada, client):
    reply = client.post(PAGE, WRITTEN | {"text": "<script>alert(1)</script>"}, follow=True).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in reply
    assert "<script>alert" not in reply


def test_nobody_else_sees_it_and_the_page_costs_one_statement(ada, client):
    feedback.give(person=UserFactory(), kind="other", text="Not for Ada")
    feedback.give(person=ada, kind="other", text="For Ada")

    with statements() as sent:
        page = client.get(PAGE).content.decode()

    assert "For Ada" in page
    assert "Not for Ada" not in page
    assert len(sent.beyond_sign_in()) == 1, sent


def test_a_program_writes_once_under_a_key(ada, client):
    answers = [
        client.post(API, WRITTEN, content_type="application/json", headers={"Idempotency-Key": "one"}) for _ in range(2)
    ]

    body = answers[0].json()
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    assert {name: body[name] for name in WRITTEN} == WRITTEN
    assert body["created_at"]
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"kind": "rant"}, {"text": ""}, {"text": "x" * 5001}, {"mood": "good"}])
def test_what_a_program_cannot_mean_is_named(wrong, ada, client):
    answer = client.post(API, WRITTEN | wrong, content_type="application/json")

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == list(wrong)


def test_ten_an_hour_and_no_more_by_page_and_program_together(ada, client, settings):
    settings.RATE_LIMITS_ENABLED = True
    caches["ratelimit"].clear()
    for number in range(5):
        assert client.post(PAGE, WRITTEN).status_code == 302
        assert client.post(API, WRITTEN, content_type="application/json").status_code == 201, number

    assert client.post(PAGE, WRITTEN).status_code == 429
    assert client.post(API, WRITTEN, content_type="application/json").status_code == 429
    assert Feedback.objects.count() == 10


def test_it_goes_with_the_person(ada):
    feedback.give(person=ada, kind="other", text="Something")

    assert any("Something" in str(row) for name, rows in privacy.export(ada) for row in rows)
    privacy.erase(ada)

    assert not Feedback.objects.exists()
