"""What staff do to an account is allowed to them, said why, and written down with what was before."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection

from apps.accounts.models import AuditEvent, Subject
from apps.accounts.services import audit, staff
from apps.accounts.services.administrators import LastAdministrator
from apps.accounts.tests.staff_people import browser_of, member_of
from project.lib.testing import UserFactory

User = get_user_model()
pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return UserFactory(administrator=True, name="Root")


def told_of(person, name="staff_changed"):
    event = AuditEvent.objects.for_user(person).filter(name=name).get()
    return event, audit.details_of(event, Subject.objects.get(pk=event.subject))


def test_a_change_is_written_down_with_before_after_and_why(root):
    person = UserFactory()

    changed = staff.change_account(person=person, by=root, reason="They pay us no longer", tier="free")

    person.refresh_from_db()
    event, details = told_of(person)
    assert changed
    assert person.tier == "free"
    assert details == {"reason": "They pay us no longer", "tier": ["standard", "free"]}
    assert event.actor == Subject.objects.get(user=root).pk
    assert "pay" not in event.details


def test_what_changes_nothing_is_not_written_down(root):
    person = UserFactory()

    assert not staff.change_account(person=person, by=root, reason="", tier="standard", role="user", groups=[])
    assert not AuditEvent.objects.exists()


def test_it_must_be_said_why(root):
    person = UserFactory()

    with pytest.raises(staff.NoReason):
        staff.change_account(person=person, by=root, reason=" ", tier="free")
    with pytest.raises(staff.NoReason):
        staff.end_sessions(person=person, by=root, reason="")

    assert User.objects.get(pk=person.pk).tier == "standard"


def test_whoever_is_in_a_group_is_staff_and_whoever_leaves_them_all_is_not(root):
    person, support = UserFactory(), Group.objects.get(name="support")

    staff.change_account(person=person, by=root, reason="Helps us", groups=[support])
    joined = User.objects.get(pk=person.pk)
    looks_at_people = joined.has_perm("accounts.view_user")
    staff.change_account(person=person, by=root, reason="Helped us", groups=[])
    left = User.objects.get(pk=person.pk)

    assert (joined.is_staff, joined.is_superuser, looks_at_people) == (True, False, True)
    assert (left.is_staff, left.has_perm("accounts.view_user")) == (False, False)


def test_a_closed_account_is_signed_out_everywhere_and_its_old_sessions_stay_so(root):
    person = UserFactory()
    browser = browser_of(person)

    staff.change_account(person=person, by=root, reason="Asked for it", is_active=False)
    while_closed = browser.get("/").status_code
    staff.change_account(person=person, by=root, reason="Asked again", is_active=True)

    assert (while_closed, browser.get("/").status_code) == (302, 302)


def test_who_is_no_administrator_touches_neither_staff_nor_powers(root):
    helper, person = member_of("support"), UserFactory()
    support = Group.objects.get(name="support")

    for target, what in ((root, {"tier": "free"}), (person, {"role": "admin"}), (person, {"groups": [support]})):
        with pytest.raises(staff.ForAdministrators):
            staff.change_account(person=target, by=helper, reason="Because", **what)
    with pytest.raises(staff.ForAdministrators):
        staff.end_sessions(person=root, by=helper, reason="Because")

    assert staff.change_account(person=person, by=helper, reason="Because", tier="free")


@pytest.mark.parametrize("what", [{"role": "user"}, {"is_active": False}])
def test_the_last_administrator_stays_one(what, root):
    UserFactory(administrator=True, is_active=False)

    with pytest.raises(LastAdministrator, match="You are the only administrator who stays"):
        staff.change_account(person=root, by=root, reason="Tired", **what)

    assert User.objects.get(pk=root.pk).is_superuser


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_remove_each_other_one_stays():
    pair = [UserFactory(administrator=True), UserFactory(administrator=True)]
    together = Barrier(2)

    def remove(who):
        together.wait(timeout=10)
        try:
            staff.change_account(person=pair[1 - who], by=pair[who], reason="A coup", role="user")
        except LastAdministrator:
            return "refused"
        else:
            return "removed"
        finally:
            connection.close()

    for _ in range(5):
        User.objects.update(role="admin", is_staff=True, is_superuser=True)
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(remove, range(2))) == ["refused", "removed"]
        assert User.objects.filter(role="admin", is_active=True).count() == 1
