"""The queue of what people wrote."""

import pytest

from apps.accounts.models import AuditEvent, Feedback
from apps.accounts.services import feedback
from apps.accounts.tests.staff_people import member_of
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/feedback/"


@pytest.fixture
def support(client):
    person = member_of("support")
    client.force_login(person)
    return person


@pytest.fixture
def written():
    return feedback.give(person=UserFactory(), kind="problem", text="The chart is upside down", page="/portfolio/")


def test_support_answers_and_the_person_reads_it(support, written, client):
    page = client.get(f"{LIST}{written.pk}/change/").content.decode()
    client.post(f"{LIST}{written.pk}/change/", {"state": "new", "answer": "Turn the screen.", "note": "Again!"})

    written.refresh_from_db()
    client.force_login(written.person)
    theirs = client.get("/feedback/").content.decode()
    assert "upside down" in page
    assert (written.state, written.note) == ("answered", "Again!")
    assert "Turn the screen." in theirs
    assert "Again!" not in theirs
    assert "staff_opened" in AuditEvent.objects.for_user(written.person).values_list("name", flat=True)


def test_what_they_wrote_is_not_changed(support, written, client):
    client.post(f"{LIST}{written.pk}/change/", {"state": "done", "answer": "", "note": "", "text": "All is well"})

    written.refresh_from_db()
    assert (written.state, written.text) == ("done", "The chart is upside down")


def test_answered_without_an_answer_is_refused(support, written, client):
    said = client.post(
        f"{LIST}{written.pk}/change/", {"state": "answered", "answer": "", "note": ""}, follow=True
    ).content.decode()

    written.refresh_from_db()
    assert "Write the answer first" in said
    assert written.state == "new"


@pytest.mark.parametrize("rows", [1, 30])
def test_the_queue_is_filtered_and_costs_the_same_however_long(rows, support, written, client):
    Feedback.objects.bulk_create(
        Feedback(person=written.person, kind="idea", text=f"Idea {number}", state="done") for number in range(rows)
    )

    with statements() as sent:
        page = client.get(LIST, {"state__exact": "new"}).content.decode()

    assert "upside down" in page
    assert "Idea 0" not in page
    assert len(sent.beyond_sign_in()) <= 8, sent


def test_nobody_adds_or_deletes_it_and_others_do_not_see_it(support, written, client):
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{written.pk}/delete/", {"post": "yes"}).status_code == 403
    client.force_login(member_of("content"))
    assert client.get(LIST).status_code == 403
