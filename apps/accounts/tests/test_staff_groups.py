"""Staff's groups are there from the start, each with what it may look at and change (ACC-12)."""

import pytest
from django.contrib.auth.models import Group

from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("group", "may", "may_not"),
    [
        (
            "support",
            ["accounts.view_user", "accounts.view_auditevent", "jobs.view_job"],
            ["operations.add_featureflag"],
        ),
        ("content", [], ["accounts.view_user", "jobs.view_job"]),
        ("ops", ["jobs.view_failedtask", "operations.change_featureflag"], ["accounts.view_user"]),
    ],
)
def test_a_group_may_do_what_its_work_needs(group, may, may_not):
    person = UserFactory(is_staff=True)
    person.groups.add(Group.objects.get(name=group))

    assert person.has_perms(may)
    assert not [right for right in may_not if person.has_perm(right)]


def test_no_group_may_change_people_or_what_groups_may_do():
    rights = set(Group.objects.values_list("permissions__content_type__model", "permissions__codename"))

    found = {codename for model, codename in rights if model in {"user", "group", "permission"}}
    assert found == {"view_user", "end_sessions"}  # which looks, and signs people out; never staff
