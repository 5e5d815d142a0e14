"""Leaving: asked for, undone, done; and done again after a restore."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.utils import timezone

from apps.accounts.models import AuditEvent
from apps.accounts.services import erasure, staff
from apps.accounts.services.administrators import LastAdministrator
from apps.accounts.tests.factories import api_key, bearer, signed_in_program
from project.lib.testing import UserFactory, clock

from .leaving import due, stick

User = get_user_model()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _list_of_its_own(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "sub" / "erasures.list"


def happened(person):
    return list(AuditEvent.objects.for_user(person).values_list("name", flat=True))


def test_asking_sets_a_day_two_weeks_ahead_and_asking_again_keeps_it():
    person = UserFactory()

    on = erasure.request(person=person)
    with clock(timezone.now() + timedelta(days=3)):
        again = erasure.request(person=person)

    assert timedelta(days=13, hours=23) < on - timezone.now() <= timedelta(days=14)
    assert again == on
    assert happened(person) == ["erasure_requested"]


def test_undoing_keeps_everything():
    person = UserFactory()
    erasure.request(person=person)

    erasure.undo(person=person)
    erasure.undo(person=person)

    assert User.objects.get(pk=person.pk).erase_at is None
    assert happened(person) == ["erasure_undone", "erasure_requested"]


def test_once_the_time_is_over_it_cannot_be_undone():
    person = UserFactory()
    due(person)

    with pytest.raises(erasure.TooLate):
        erasure.undo(person=person)

    assert erasure.perform_due() == 1


def test_the_person_is_written_to_with_the_day():
    person = UserFactory(name="Ada O'Neil & Co")

    erasure.request(person=person)

    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "Your Steward account will be deleted"
    assert letter.body.startswith("Hello Ada O'Neil & Co,")
    assert re.search(r"On \d+ \w+ \d{4} everything", letter.body)
    assert "somebody who is signed in as you asked" in letter.body
    (html,) = (part.content for part in letter.alternatives)
    assert "<p>Hello Ada O&#x27;Neil &amp; Co,</p>" in html


def test_whom_staff_erase_is_told_so_and_why():
    person, root = UserFactory(), UserFactory(administrator=True)

    staff.start_erasure(person=person, by=root, reason="You asked us <by phone>.")

    (letter,) = mail.outbox
    (html,) = (part.content for part in letter.alternatives)
    assert "whoever looks after this Steward has begun" in letter.body
    assert "\n\nYou asked us <by phone>.\n\n" in letter.body
    assert "<p>You asked us &lt;by phone&gt;.</p>" in html
    assert "signed in as you" not in letter.body


def test_staff_who_leave_themselves_are_written_to_as_anybody():
    root = UserFactory(administrator=True)
    UserFactory(administrator=True)

    staff.start_erasure(person=root, by=root, reason="I move on.")

    assert "somebody who is signed in as you asked" in mail.outbox[0].body


def test_only_those_whose_time_is_over_are_erased():
    leaving, waiting, staying = UserFactory(), UserFactory(), UserFactory()
    due(leaving)
    erasure.request(person=waiting)

    assert erasure.perform_due() == 1
    assert set(User.objects.all()) == {waiting, staying}


def test_one_who_cannot_be_erased_does_not_keep_the_others(monkeypatch):
    stuck, leaving = UserFactory(), UserFactory()
    due(stuck)
    due(leaving)
    stick(monkeypatch, stuck)

    with pytest.raises(ExceptionGroup, match="1 erasures stopped half-way; 1 were done") as told:
        erasure.perform_due()

    assert [type(fault) for fault in told.value.exceptions] == [OSError]
    assert list(User.objects.all()) == [stuck]


def test_who_is_no_longer_among_them_when_their_turn_comes_stays(monkeypatch):
    leaving, rescued = UserFactory(), UserFactory()
    due(leaving)
    due(rescued)
    User.objects.filter(pk=leaving.pk).update(erase_at=timezone.now() - timedelta(hours=1))
    real = erasure.privacy.erase

    def meanwhile(person):
        erasure.hold(person=rescued, reason="A dispute is open.")
        erasure.undo(person=rescued)
        erasure.release(person=rescued)
        return real(person)

    monkeypatch.setattr(erasure.privacy, "erase", meanwhile)

    assert erasure.perform_due() == 1
    assert list(User.objects.all()) == [rescued]


def test_a_legal_hold_keeps_a_person_until_it_ends():
    person = UserFactory()
    due(person)
    erasure.hold(person=person, reason="A dispute is open.")

    assert erasure.perform_due() == 0
    with pytest.raises(erasure.OnHold, match="A dispute is open"):
        erasure.perform(person=person)
    erasure.release(person=person)
    erasure.release(person=person)

    assert happened(person) == ["released", "held"]


def test_whom_a_hold_kept_past_their_day_has_fourteen_days_more_to_undo_it():
    person = UserFactory()
    due(person)
    erasure.hold(person=person, reason="A dispute is open.")

    erasure.release(person=person)

    assert erasure.perform_due() == 0
    assert mail.outbox[-1].subject == "Your Steward account will be deleted after all"
    with clock(timezone.now() + timedelta(days=13)):
        erasure.undo(person=person)
    with clock(timezone.now() + timedelta(days=15)):
        assert erasure.perform_due() == 0


def test_whom_a_hold_keeps_past_their_day_may_still_undo_it():
    person = UserFactory()
    due(person)
    erasure.hold(person=person, reason="A dispute is open.")

    erasure.undo(person=person)
    erasure.release(person=person)

    assert User.objects.get().erase_at is None
    assert mail.outbox == []


def test_the_last_administrator_hands_over_first():
    administrator, other = UserFactory(administrator=True), UserFactory()

    with pytest.raises(LastAdministrator, match="You are the only administrator who stays"):
        erasure.request(person=administrator)
    due(administrator)
    assert erasure.perform_due() == 0
    other.set_role("admin")
    other.save()

    assert erasure.perform_due() == 1


def test_an_administrator_who_is_leaving_does_not_count_as_one_who_stays():
    leaving, staying = UserFactory(administrator=True), UserFactory(administrator=True)
    erasure.request(person=leaving)

    for what in ({"role": "user"}, {"is_active": False}):
        with pytest.raises(LastAdministrator):
            staff.change_account(person=staying, by=leaving, reason="A coup", **what)

    due(leaving)
    assert erasure.perform_due() == 1
    assert User.objects.get().is_superuser


def test_whoever_is_alone_needs_to_hand_over_to_nobody():
    alone = UserFactory(administrator=True)

    erasure.request(person=alone)

    assert User.objects.get().erase_at


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_once_one_stays():
    people = [UserFactory(administrator=True) for _ in range(2)]
    UserFactory()

    def leave(person):
        try:
            erasure.request(person=person)
        except LastAdministrator:
            return "stays"
        else:
            return "leaves"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(leave, people))

    assert outcomes == ["leaves", "stays"]


def test_nothing_of_theirs_opens_anything_while_it_runs(client, monkeypatch):
    person = UserFactory()
    program, (_, key) = signed_in_program(person), api_key(person)
    client.force_login(person)
    answers = []

    def meanwhile(_):
        for headers in ({}, bearer(program.access), bearer(key)):
            answers.append(client.get("/api/v1/auth/me", headers=headers).status_code)
        raise OSError("the disk is gone")

    monkeypatch.setattr(erasure.privacy, "erase", meanwhile)
    with pytest.raises(OSError, match="disk"):
        erasure.perform(person=person)
    monkeypatch.undo()

    assert answers == [401, 401, 401]
    erasure.perform(person=person)
    assert not User.objects.exists()


def test_sessions_end_and_nobody_else_s_is_looked_into(client, monkeypatch):
    person, other = UserFactory(), UserFactory()
    keys = []
    for somebody in (person, other):
        client.force_login(somebody)
        keys.append(client.session.session_key)
        UserSession.objects.create(user=somebody, session_key=keys[-1], ip="192.0.2.7", user_agent="a browser")
        client.cookies.clear()
    monkeypatch.setattr(Session, "get_decoded", lambda session: pytest.fail("somebody's session was opened"))

    erasure.perform(person=person)

    assert [session.pk for session in Session.objects.all()] == keys[1:]
