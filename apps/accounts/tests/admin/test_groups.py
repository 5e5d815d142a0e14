"""What groups of staff may do is changed by administrators, for a reason, and told to everybody in them."""

import pytest
from django.contrib.auth.models import Group, Permission

from apps.accounts.models import AuditEvent
from apps.accounts.tests.staff_people import member_of
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/auth/group/"


@pytest.fixture
def root(client):
    person = UserFactory(administrator=True, name="Root")
    client.force_login(person)
    return person


@pytest.fixture
def support():
    return Group.objects.get(name="support")


def right(codename):
    return Permission.objects.get(codename=codename)


def save(client, group, *rights, name=None, reason="They help with it"):
    given = {"name": name or group.name, "permissions": [item.pk for item in rights], "reason": reason}
    return client.post(f"{LIST}{group.pk}/change/", given, follow=True).content.decode()


def names_of(person):
    return list(AuditEvent.objects.for_user(person).values_list("name", flat=True))


def test_a_change_is_written_down_for_who_did_it_and_for_everybody_in_the_group(root, client, support):
    helper, other = member_of("support"), member_of("ops")

    save(client, support, right("view_user"), right("view_as"))

    assert set(support.permissions.values_list("codename", flat=True)) == {"view_user", "view_as"}
    assert names_of(helper) == names_of(root) == ["group_changed"]
    assert names_of(other) == []
    client.force_login(helper)
    page = client.get("/settings/history/").content.decode()
    assert "Its members may" in page
    assert "→ Can look at a person&#x27;s pages as they see them, Can view person" in page
    assert "They help with it" in page
    assert "By staff" in page
    assert "Root" not in page


def test_it_must_be_said_why_and_saving_without_a_change_is_none(root, client, support):
    rights = list(support.permissions.all())

    refused = save(client, support, reason="")
    save(client, support, *rights)

    assert "This field is required" in refused
    assert list(support.permissions.all()) == rights
    assert names_of(root) == []


def test_a_new_group_is_written_down_too(root, client):
    client.post(f"{LIST}add/", {"name": "bakers", "permissions": [right("view_job").pk], "reason": "New work"})

    assert Group.objects.get(name="bakers").permissions.get() == right("view_job")
    assert names_of(root) == ["group_changed"]


def test_a_right_to_change_groups_gives_nobody_more(client, support):
    helper = member_of("support")
    helper.user_permissions.add(right("change_group"), right("view_group"))
    client.force_login(helper)
    before = set(support.permissions.all())

    page = save(client, support, right("delete_user"))

    assert "Only administrators change roles, groups" in page
    assert set(support.permissions.all()) == before


def test_a_group_is_not_deleted_past_the_log(root, client, support):
    assert client.post(f"{LIST}{support.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [support.pk], "post": "yes"}
    client.post(LIST, chosen)

    assert Group.objects.filter(pk=support.pk).exists()
