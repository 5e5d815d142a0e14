"""How long accounts are kept (C-16), and the run that drops what is over."""

import io
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.domain.events import Event
from apps.accounts.models import ApiKey, AuditEvent, AuthSession
from apps.accounts.services import audit, erasure, keys, suppression, token_sessions
from apps.accounts.services.retention import purge_expired
from apps.accounts.tests.factories import api_key, signed_in_program
from project.lib import media, retention
from project.lib.testing import UserFactory, clock

User = get_user_model()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    """With the clock put forward, everybody's files are a day old."""
    settings.MEDIA_ROOT = tmp_path
    settings.ERASURES_FILE = tmp_path / "erasures.list"


def in_(**span):
    return clock(timezone.now() + timedelta(**span))


def test_events_are_kept_for_four_hundred_days():
    person, held = UserFactory(), UserFactory()
    for somebody in (person, held, None):
        audit.record(Event.SIGN_IN_REFUSED, subject=somebody, failed=True)
    erasure.hold(person=held, reason="A dispute is open.")
    with in_(days=399):
        purge_expired()
        assert AuditEvent.objects.count() == 4

    with in_(days=401):
        purge_expired()

    assert {event.name for event in AuditEvent.objects.for_user(held)} == {"sign_in_refused", "held"}
    assert AuditEvent.objects.exclude(pk__in=AuditEvent.objects.for_user(held)).count() == 0


def test_the_door_of_the_log_is_shut_again_behind_the_purge():
    audit.record(Event.SIGNED_IN, subject=UserFactory())
    with in_(days=401):
        retention.purge("accounts.AuditEvent", now=timezone.now(), held=())
    audit.record(Event.SIGNED_IN, subject=UserFactory())

    with pytest.raises(Exception, match="only added to"):
        AuditEvent.objects.all().delete()


def test_sessions_are_dropped_a_day_after_their_end():
    now = timezone.now()
    for name, ended in (("long", timedelta(hours=25)), ("just", timedelta(hours=1)), ("not", timedelta(hours=-1))):
        Session.objects.create(session_key=name, expire_date=now - ended)

    purge_expired()

    assert set(Session.objects.values_list("pk", flat=True)) == {"just", "not"}


def test_keys_and_programs_are_dropped_a_day_after_they_were_ended_too():
    person = UserFactory()
    ended, signed_in = signed_in_program(person).session, signed_in_program(person).session
    revoked, kept = (api_key(person)[0] for _ in range(2))
    token_sessions.end(person=person, session_id=ended.pk)
    keys.revoke_key(person=person, uuid=revoked.uuid)

    with in_(hours=23):
        purge_expired()
        assert (AuthSession.objects.count(), ApiKey.objects.count()) == (2, 2)
    with in_(hours=25):
        purge_expired()

    assert AuthSession.objects.get() == signed_in
    assert ApiKey.objects.get() == kept


def test_the_list_of_devices_forgets_sessions_that_are_gone():
    person, now = UserFactory(), timezone.now()
    Session.objects.create(session_key="lives", expire_date=now + timedelta(days=3))
    for key in ("lives", "gone"):
        UserSession.objects.create(user=person, session_key=key, ip="192.0.2.1", last_seen_at=now)

    with in_(days=2):
        purge_expired()

    assert UserSession.objects.get().session_key == "lives"


def test_a_link_that_proves_an_address_is_dropped():
    address = EmailAddress.objects.create(user=UserFactory(), email="a@example.org", verified=True)
    EmailConfirmation.objects.create(email_address=address, key="k")

    with in_(days=8):
        purge_expired()

    assert not EmailConfirmation.objects.exists()
    assert EmailAddress.objects.exists()


def signed_up(*, verified=False, **fields):
    person = UserFactory(**fields)
    EmailAddress.objects.filter(user=person).update(verified=verified)
    return person


def test_accounts_that_nobody_verified_are_gone_after_a_week(settings):
    forgotten = signed_up()
    stays = {
        signed_up(verified=True),
        signed_up(last_login=timezone.now()),
        signed_up(administrator=True),
        UserFactory(),  # made by somebody else, who vouches for the address
    }
    held = signed_up()
    erasure.hold(person=held, reason="A dispute is open.")

    with in_(days=6):
        purge_expired()
        assert User.objects.filter(pk=forgotten.pk).exists()
    with in_(days=8):
        purge_expired()

    assert set(User.objects.all()) == stays | {held}
    assert AuditEvent.objects.filter(name="erased").count() == 1
    assert forgotten.uuid in suppression.listed([settings.ERASURES_FILE])


def test_one_of_them_who_cannot_be_erased_keeps_none_of_the_others(monkeypatch):
    stuck, forgotten = signed_up(), signed_up()
    real = erasure.privacy.erase
    monkeypatch.setattr(erasure.privacy, "erase", lambda person: 1 / 0 if person == stuck else real(person))

    with in_(days=8), pytest.raises(ExceptionGroup):
        purge_expired()

    assert not User.objects.filter(pk=forgotten.pk).exists()
    assert User.objects.filter(pk=stuck.pk).exists()


def test_who_stays_away_for_two_years_is_asked_once():
    away = UserFactory(last_login=timezone.now())
    UserFactory(last_login=timezone.now(), is_active=False)

    for days in (700, 735, 736):
        with in_(days=days):
            purge_expired()

    assert [letter.to for letter in mail.outbox] == [[away.email]]
    assert User.objects.filter(pk=away.pk).exists()


def test_who_came_back_and_stays_away_again_is_asked_again():
    away = UserFactory(last_login=timezone.now() - timedelta(days=735))
    purge_expired()
    User.objects.update(last_login=timezone.now() + timedelta(days=10))

    with in_(days=745):
        assert purge_expired()["people who stayed away"] == 1
    assert [letter.to for letter in mail.outbox] == [[away.email]] * 2


def test_a_dry_run_counts_and_drops_nothing(capsys):
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=3))

    call_command("purge_expired", "--dry-run")
    assert "       1  sessions.Session" in capsys.readouterr().out
    assert Session.objects.exists()
    call_command("purge_expired")

    assert not Session.objects.exists()


def test_a_file_that_no_row_names_goes_and_is_counted_before():
    name = media.keep(media.Taken(media.JPEG, io.BytesIO(b"x"), 1), "photos")

    with in_(days=2):
        counted = purge_expired(dry_run=True)
        assert default_storage.exists(name)
        swept = purge_expired()

    assert counted["files that no row names"] == swept["files that no row names"] == 1
    assert not default_storage.exists(name)


def test_a_rule_that_fails_keeps_no_other_from_being_followed(monkeypatch):
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=3))
    monkeypatch.setitem(
        retention.rules._offers,
        "accounts.AuditEvent",
        (0, retention.Rule("what", timedelta(1), "why", lambda end: 1 / 0, "", retention.delete, True)),
    )

    with pytest.raises(ExceptionGroup) as caught:
        purge_expired()

    assert [type(fault) for fault in caught.value.exceptions] == [ZeroDivisionError]
    assert not Session.objects.exists()
