"""People see what happened to their own account, and nobody else's."""

import pytest

from apps.accounts.domain.events import Event
from apps.accounts.models import AuditEvent
from apps.accounts.services import audit
from project.lib import formats
from project.lib.person import speaking_to
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
URL = "/settings/history/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SIGNED_IN = {"network": "192.0.2.7", "device": FIREFOX, "way": "passkey", "second": ""}


@pytest.fixture
def ada(client):
    person = UserFactory(time_zone="America/New_York")
    client.force_login(person)
    return person


def test_it_says_what_happened_when_and_from_where(ada, client):
    audit.record(Event.SIGNED_IN, subject=ada, details=SIGNED_IN)

    page = client.get(URL).content.decode()

    assert all(words in page for words in ("Signed in", "192.0.2.7", "Firefox on Linux", "<dd>passkey</dd>"))
    assert "Second factor" not in page
    assert "By staff" not in page


def test_what_staff_did_and_what_was_refused_are_marked(ada, client):
    admin = UserFactory(administrator=True, name="Root")
    audit.record(Event.PROMOTED, subject=ada, actor=admin, details={"role": ["user", "admin"]})
    audit.record(Event.SIGN_IN_REFUSED, subject=ada, failed=True, details=SIGNED_IN | {"reason": "wrong password"})

    page = client.get(URL).content.decode()

    assert all(words in page for words in ("By staff", "Refused", "no administrator → administrator", "wrong password"))
    assert "Root" not in page


def test_a_stranger_sees_none_of_it(client):
    audit.record(Event.SIGNED_IN, subject=UserFactory(), details=SIGNED_IN)
    client.force_login(UserFactory())

    page = client.get(URL).content.decode()

    assert "Nothing has happened yet" in page
    assert "192.0.2.7" not in page


@pytest.mark.parametrize("rows", [1, 25])
def test_a_page_costs_the_same_however_long(rows, ada, client):
    for _ in range(rows):
        audit.record(Event.SIGNED_IN, subject=ada, details=SIGNED_IN)

    with statements() as sent:
        client.get(URL)

    assert len(sent.beyond_sign_in()) == 2, sent


def test_it_is_read_page_by_page_and_a_cursor_is_good_for_its_owner_only(ada, client):
    audit.record(Event.BECAME_OWNER, subject=ada)
    for _ in range(25):
        audit.record(Event.SIGNED_IN, subject=ada, details=SIGNED_IN)
    first = client.get(URL)

    second = client.get(first.context["next"]).content.decode()
    client.force_login(UserFactory())
    strangers = client.get(first.context["next"]).content.decode()

    assert Event.BECAME_OWNER.sentence not in first.content.decode()
    assert Event.BECAME_OWNER.sentence in second
    assert Event.BECAME_OWNER.sentence not in strangers
    assert client.get(f"{URL}?cursor=made-up").status_code == 400


def test_times_are_those_of_the_person(ada, client):
    audit.record(Event.SIGNED_OUT, subject=ada)
    with speaking_to(ada):
        there = formats.moment(AuditEvent.objects.get().at)

    page = client.get(URL).content.decode()

    assert there in page
    assert "Times are those of America/New_York" in page


def test_an_event_of_a_later_version_is_shown_by_its_name(ada, client):
    audit.record(Event.SIGNED_OUT, subject=ada)
    subject = AuditEvent.objects.get().subject
    AuditEvent.objects.create(name="key_lent_out", outcome="success", subject=subject)

    assert "Key lent out" in client.get(URL).content.decode()
