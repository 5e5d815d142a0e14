"""Mails leave by a worker, else at once; without a server they wait to be read."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from celery import current_app
from django.core import mail as sent
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.accounts import tasks
from apps.accounts.models import OutboxMail
from apps.accounts.services import mail, retention
from project.lib import privacy
from project.lib.testing import UserFactory, clock
from workers.queues import queue_of

pytestmark = pytest.mark.django_db


def send(to="ada@example.org", text="Here it is:\n\nABCD-EFGH", **more):
    mail.send(to=to, subject="Your code", text=text, **more)


@pytest.fixture
def enqueued(monkeypatch):
    """What a worker would find."""
    found = []
    monkeypatch.setattr(tasks.send_mail, "apply_async", lambda **given: found.append(given))
    return found


@pytest.fixture
def no_broker(monkeypatch):
    def away(**_):
        raise OperationalError("away")

    monkeypatch.setattr(tasks.send_mail, "apply_async", away)


def test_a_mail_is_sent_by_a_worker_for_what_somebody_waits_for(enqueued):
    send(code="ABCD-EFGH")
    assert sent.outbox == []
    current_app.tasks["accounts.send_mail"].apply(**enqueued[0])

    assert queue_of("accounts.send_mail") == "interactive"
    (html,) = (part.content for part in sent.outbox[0].alternatives)
    assert "<p>Here it is:</p>" in html
    assert "<strong>ABCD-EFGH</strong>" in html


def test_a_mail_that_comes_too_late_is_not_sent(enqueued):
    send(good_for=timedelta(minutes=3))
    send()

    with clock(timezone.now() + timedelta(minutes=4)):
        for message in enqueued:
            current_app.tasks["accounts.send_mail"].apply(**message, throw=True)

    assert len(sent.outbox) == 1


@pytest.mark.parametrize(("template", "minutes"), [("password_reset_code", 3), ("program_reset", 60)])
def test_what_opens_something_is_sent_only_while_it_does(template, minutes, rf, enqueued):
    about = {"code": "ABCD", "key": "abcd", "user": UserFactory()}
    with context.request_context(rf.get("/")):
        get_adapter().send_mail(f"account/email/{template}", "ada@example.org", about)

    until = datetime.fromisoformat(enqueued[0]["kwargs"]["until"])
    assert timedelta(0) < timedelta(minutes=minutes) - (until - timezone.now()) < timedelta(seconds=30)


def test_while_the_broker_is_away_it_is_sent_at_once(no_broker):
    send()

    assert sent.outbox[0].to == ["ada@example.org"]


def test_a_mail_that_nobody_takes_makes_no_failure_of_what_was_done(no_broker, monkeypatch, caplog):
    def refuse(self, **_):
        raise SMTPRecipientsRefused({"ada@example.org": (550, b"who?")})

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)

    send()

    assert "A mail is lost" in caplog.text
    assert "ada@" not in caplog.text


def test_without_a_server_mails_are_kept_a_month_and_go_with_their_person(settings):
    settings.EMAIL_BACKEND = "apps.accounts.services.outbox.OutboxBackend"
    person = UserFactory(email="ada@example.org")
    OutboxMail.objects.create(email="old@example.org", subject="s", text="t", created_at=timezone.now() - timedelta(31))

    send()
    send("Ada@Example.org")
    send("eve@example.org")
    retention.purge_expired()
    assert OutboxMail.objects.count() == 3
    privacy.erase(person)

    assert [kept.email for kept in OutboxMail.objects.all()] == ["eve@example.org"]


def test_a_mail_belongs_to_whom_it_is_addressed_and_to_nobody_who_is_named_in_it():
    ada, da = UserFactory(email="ada@example.org"), UserFactory(email="da@example.org")
    mine = OutboxMail.objects.create(email="ada@example.org", subject="s", text="Your code, ada@example.org")
    OutboxMail.objects.create(email="eve@example.org", subject="s", text="Your address is not ada@example.org any more")

    privacy.erase(da)

    assert OutboxMail.objects.count() == 2
    assert list(OutboxMail.objects.for_user(ada)) == [mine]
