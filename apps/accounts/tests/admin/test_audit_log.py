"""The audit log in the admin: to read, found by whom it is about, and opening it is an event itself."""

import pytest

from apps.accounts.domain.events import Event
from apps.accounts.models import AuditEvent, Subject
from apps.accounts.services import audit
from apps.accounts.tests.staff_people import member_of
from project.lib import privacy
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/auditevent/"


@pytest.fixture
def ada():
    person = UserFactory(email="ada@example.org")
    audit.record(Event.SIGNED_IN, subject=person, details={"network": "192.0.2.7", "way": "passkey"})
    return person


@pytest.fixture
def root(client):
    person = UserFactory(administrator=True)
    client.force_login(person)
    return person


def test_what_was_written_down_is_opened_one_by_one_and_that_is_written_down(ada, root, client):
    event = AuditEvent.objects.get()
    listed = client.get(LIST).content.decode()

    opened = client.get(f"{LIST}{event.pk}/change/").content.decode()

    assert "Signed in" in listed
    assert "192.0.2.7" not in listed
    assert "Network: 192.0.2.7" in opened
    assert "Signed in with: passkey" in opened
    assert AuditEvent.objects.for_user(ada).first().name == "staff_opened"


def test_who_of_the_staff_it_was_is_told_to_staff(ada, root, client):
    audit.record(Event.STAFF_CHANGED, subject=ada, actor=root, details={"reason": "They asked"})
    event = AuditEvent.objects.last()

    opened = client.get(f"{LIST}{event.pk}/change/").content.decode()

    assert f'<div class="readonly">{root.email}</div>' in opened
    assert "Reason: They asked" in opened


def test_events_are_found_by_address_by_key_and_by_request(ada, root, client):
    audit.record(Event.SIGNED_OUT, subject=UserFactory())
    AuditEvent.objects.create(name="signed_out", outcome="success", request_id="abc123")

    for term, found in (
        ("ADA@example.org", "Signed in"),
        (str(Subject.objects.get(user=ada).pk), "Signed in"),
        ("abc123", "Signed out"),
        ("nobody@example.org", "0 audit events"),
    ):
        page = client.get(LIST, {"q": term}).content.decode()
        assert found in page, term
        assert ("1 audit event" in page) == (found != "0 audit events")


def test_of_who_left_and_of_nobody_there_is_nothing_to_open(ada, root, client):
    event = AuditEvent.objects.get()
    privacy.erase(ada)
    AuditEvent.objects.create(name="sign_in_refused", outcome="failure")

    pages = [client.get(f"{LIST}{row.pk}/change/").content.decode() for row in (event, AuditEvent.objects.last())]

    assert all("Nothing." in page for page in pages)
    assert not AuditEvent.objects.filter(name="staff_opened").exists()


def test_nobody_writes_to_it(ada, root, client):
    event = AuditEvent.objects.get()

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{event.pk}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"{LIST}{event.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("group", ["content", "ops"])
def test_it_is_not_for_content_and_ops(group, client):
    client.force_login(member_of(group))

    assert client.get(LIST).status_code == 403


def test_a_list_costs_the_same_however_long(ada, root, client):
    for _ in range(30):
        audit.record(Event.SIGNED_OUT, subject=ada, actor=root)

    with statements() as sent:
        client.get(LIST)

    assert len(sent.beyond_sign_in()) <= 6, sent
