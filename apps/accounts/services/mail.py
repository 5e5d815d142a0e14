"""Mails to people: rendered where something happens, sent by a worker once it is committed."""

import logging
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError

from project.lib.away import REDIS_AWAY

from .. import tasks

log = logging.getLogger(__name__)

after_commit = transaction.on_commit


def send(message: EmailMultiAlternatives) -> None:
    """Through the queue of what somebody waits for; at once where the broker is away."""
    html = next((str(body) for body, kind in message.alternatives if kind == "text/html"), "")
    fields = {"to": message.to, "subject": message.subject, "text": message.body, "html": html}
    after_commit(lambda: _enqueue(fields))


def _enqueue(fields: dict[str, Any]) -> None:
    try:
        tasks.send_mail.apply_async(kwargs=fields)
    except (BrokerError, *REDIS_AWAY) as fault:
        log.warning("A mail is sent without a worker: %s", type(fault).__name__)
        deliver(**fields)


def deliver(*, to: list[str], subject: str, text: str, html: str = "") -> None:
    message = EmailMultiAlternatives(subject, text, to=to)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
