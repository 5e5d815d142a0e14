"""Mails leave by a worker, else at once; without a server they wait to be read."""

from datetime import timedelta

import pytest
from celery import current_app
from django.core import mail as sent
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.accounts import tasks
from apps.accounts.models import OutboxMail
from apps.accounts.services import mail, retention
from project.lib import privacy
from project.lib.testing import UserFactory
from workers.queues import queue_of

pytestmark = pytest.mark.django_db


def a_mail(to="ada@example.org", text="ABCD-EFGH"):
    message = EmailMultiAlternatives("Your code", text, to=[to])
    message.attach_alternative(f"<p>{text}</p>", "text/html")
    return message


def test_a_mail_is_sent_by_a_worker_for_what_somebody_waits_for(monkeypatch):
    enqueued = []
    monkeypatch.setattr(tasks.send_mail, "apply_async", lambda **given: enqueued.append(given))

    mail.send(a_mail())
    assert sent.outbox == []
    current_app.tasks["accounts.send_mail"].apply(**enqueued[0])

    assert queue_of("accounts.send_mail") == "interactive"
    assert sent.outbox[0].alternatives[0].content == "<p>ABCD-EFGH</p>"


def test_while_the_broker_is_away_it_is_sent_at_once(monkeypatch):
    def away(**_):
        raise OperationalError("away")

    monkeypatch.setattr(tasks.send_mail, "apply_async", away)

    mail.send(a_mail())

    assert sent.outbox[0].to == ["ada@example.org"]


def test_without_a_server_mails_are_kept_a_month_and_go_with_their_person(settings):
    settings.EMAIL_BACKEND = "apps.accounts.services.outbox.OutboxBackend"
    person = UserFactory(email="ada@example.org")
    OutboxMail.objects.create(email="old@example.org", subject="s", text="t", created_at=timezone.now() - timedelta(31))

    mail.send(a_mail())
    mail.send(a_mail("before@example.org", "Your address is ada@example.org now."))
    mail.send(a_mail("eve@example.org"))
    retention.purge_expired()
    assert OutboxMail.objects.count() == 3
    privacy.erase(person)

    assert [kept.email for kept in OutboxMail.objects.all()] == ["eve@example.org"]
