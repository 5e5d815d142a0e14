"""The admin's pages about people: who may look, what is written down, and what they change."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import get_user_model

from apps.accounts.models import AuditEvent, Subject
from apps.accounts.services import audit
from apps.accounts.tests.staff_people import allow, browser_of, member_of
from project.lib.testing import UserFactory, statements

User = get_user_model()
pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


def page_of(person):
    return f"{LIST}{person.pk}/change/"


def names_of(person):
    return list(AuditEvent.objects.for_user(person).values_list("name", flat=True))


@pytest.fixture
def root(client):
    person = UserFactory(administrator=True, name="Root")
    client.force_login(person)
    return person


def act(client, action, *people, reason="Asked for it"):
    chosen = {ACTION_CHECKBOX_NAME: [person.pk for person in people]}
    return client.post(LIST, {"action": action, "reason": reason, **chosen}, follow=True).content.decode()


# --- Looking ----------------------------------------------------------------------------------------------------------


def test_people_are_found_by_address_name_and_id(root, client):
    ada, grace = UserFactory(email="ada@example.org", name="Ada"), UserFactory(name="Grace")

    for term in ("ada@", "Ada", str(ada.uuid)):
        shown = client.get(LIST, {"q": term}).content.decode()
        assert "ada@example.org" in shown, term
        assert grace.email not in shown

    assert AuditEvent.objects.filter(name="people_listed").count() == 3


@pytest.mark.parametrize("rows", [1, 40])
def test_a_list_costs_the_same_however_long(rows, root, client):
    UserFactory.create_batch(rows)
    client.get(LIST)

    with statements() as sent:
        client.get(LIST)

    assert len(sent.beyond_sign_in()) <= 8, sent


def test_opening_a_person_is_written_down_for_them_with_who_it_was(root, client):
    ada = UserFactory()

    assert client.get(page_of(ada)).status_code == 200

    event = AuditEvent.objects.for_user(ada).get()
    assert (event.name, event.actor) == ("staff_opened", Subject.objects.get(user=root).pk)
    client.force_login(ada)
    history = client.get("/settings/history/").content.decode()
    assert "Staff opened your details" in history
    assert "Root" not in history


def test_what_staff_changed_before_is_written_down_too(root, client):
    ada = UserFactory()

    client.get(f"{LIST}{ada.pk}/history/")

    assert names_of(ada) == ["staff_opened"]
    assert client.get(f"{LIST}987654/history/").status_code == 302


@pytest.mark.parametrize(("group", "status"), [("support", 200), ("content", 403), ("ops", 403)])
def test_only_support_and_administrators_look_at_people(group, status, client):
    ada = UserFactory()
    client.force_login(member_of(group))

    assert client.get(LIST).status_code == status
    assert client.get(page_of(ada)).status_code == status
    assert names_of(ada) == (["staff_opened"] if status == 200 else [])


# --- Changing ---------------------------------------------------------------------------------------------------------


def form_of(**changed):
    return {"tier": "standard", "role": "user", "is_active": "on", "reason": "Asked for it"} | changed


def test_a_change_goes_through_the_service(root, client):
    ada = UserFactory(name="Ada")

    client.post(page_of(ada), form_of(tier="free", name="Eve", email="eve@example.org"))

    ada.refresh_from_db()
    assert (ada.tier, ada.name) == ("free", "Ada")
    assert names_of(ada) == ["staff_changed"]


def test_a_change_without_a_reason_is_not_made(root, client):
    ada = UserFactory()

    reply = client.post(page_of(ada), form_of(tier="free", reason=""))

    ada.refresh_from_db()
    assert "This field is required" in reply.content.decode()
    assert ada.tier == "standard"


def test_the_last_administrator_is_told_that_they_are(root, client):
    reply = client.post(page_of(root), form_of(role="user"), follow=True)

    root.refresh_from_db()
    assert "You are the only administrator who stays" in reply.content.decode()
    assert root.is_superuser


def test_support_changes_nothing(client):
    ada = UserFactory()
    client.force_login(member_of("support"))

    assert client.post(page_of(ada), form_of(tier="free")).status_code == 403
    assert "No action" in act(client, "deactivate", ada)

    ada.refresh_from_db()
    assert (ada.tier, ada.is_active) == ("standard", True)


def test_support_signs_people_out_and_staff_not(client):
    ada, root = UserFactory(), UserFactory(administrator=True)
    browser = browser_of(ada)
    client.force_login(member_of("support"))

    said = act(client, "end_sessions", ada, root, reason="Lost a phone")

    assert "Signed out: 1." in said
    assert "Only administrators" in said
    assert browser.get("/").status_code == 302
    event = AuditEvent.objects.for_user(ada).get(name="staff_signed_out")
    assert audit.details_of(event, Subject.objects.get(user=ada)) == {"reason": "Lost a phone"}


def test_a_copy_and_an_erasure_are_begun_for_a_person_who_reads_why(root, client):
    ada = UserFactory()

    said = [act(client, action, ada, reason="Asked by letter") for action in ("start_export", "start_erasure")]

    ada.refresh_from_db()
    assert ["Copies begun: 1." in said[0], "Will be erased: 1." in said[1], ada.erase_at is not None] == [True] * 3
    subject = Subject.objects.get(user=ada)
    for name in ("export_requested", "erasure_requested"):
        event = AuditEvent.objects.for_user(ada).get(name=name)
        assert audit.details_of(event, subject)["reason"] == "Asked by letter"
        assert event.actor == Subject.objects.get(user=root).pk


def test_accounts_are_closed_opened_and_given_a_tier_from_the_list(root, client):
    ada = UserFactory()

    said = [act(client, action, ada) for action in ("deactivate", "give_free_tier", "reactivate", "give_standard_tier")]

    ada.refresh_from_db()
    assert ["Closed: 1." in said[0], "On the free tier: 1." in said[1], "Opened: 1." in said[2]] == [True] * 3
    assert (ada.is_active, ada.tier) == (True, "standard")
    assert names_of(ada).count("staff_changed") == 4


def test_an_action_without_a_reason_is_refused(root, client):
    ada = UserFactory()

    assert "Say why" in act(client, "deactivate", ada, reason="")

    ada.refresh_from_db()
    assert ada.is_active


def test_nobody_is_added_or_deleted_here(root, client):
    ada = UserFactory()

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{ada.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=ada.pk).exists()


def test_a_right_to_change_people_gives_no_powers(client):
    helper, ada = member_of("support"), UserFactory()
    allow(helper, "change_user")
    client.force_login(helper)

    said = client.post(page_of(ada), form_of(role="admin"), follow=True).content.decode()

    ada.refresh_from_db()
    assert "Only administrators" in said
    assert ada.role == "user"


def test_how_somebody_signs_in_is_not_changed_past_the_log(root, client):
    index = client.get("/admin/").content.decode()

    assert "/admin/accounts/user/" in index
    assert not any(app in index for app in ("/admin/account/", "/admin/mfa/", "/admin/socialaccount/"))
