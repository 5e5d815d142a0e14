"""
Mails to people: written where something happens, sent by a worker once it is committed.

A mail that comes too late says what is no longer so, such as a code that has run out: each is good for a time, and is
not sent after it, however long the queue was or the mail server away.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from project.lib.away import REDIS_AWAY

from .. import tasks

# Of what happened to their account somebody wants to know the next day still.
GOOD_FOR = timedelta(days=1)

log = logging.getLogger(__name__)

after_commit = transaction.on_commit


def send(*, to: str, subject: str, text: str, code: str = "", good_for: timedelta = GOOD_FOR) -> None:
    """
    Through the queue of what somebody waits for, as text and as simple HTML of the same words; at once where the
    broker is away.

    :param code: a paragraph that stands out
    """
    paragraphs = list(filter(None, map(str.strip, text.split("\n\n"))))
    html = render_to_string("account/email/message.html", {"subject": subject, "paragraphs": paragraphs, "code": code})
    until = (timezone.now() + good_for).isoformat()
    fields = {"to": [to], "subject": subject, "text": text, "html": html, "until": until}
    after_commit(partial(_enqueue, fields))


def _enqueue(fields: dict[str, Any]) -> None:
    """What the mail is about is committed, so nothing here may make a failure of it."""
    try:
        tasks.send_mail.apply_async(kwargs=fields)
    except (BrokerError, *REDIS_AWAY) as fault:
        log.warning("A mail is sent without a worker: %s", type(fault).__name__)
        try:
            deliver(**fields)
        except (SMTPException, OSError) as fault:
            # By its kind alone: its words name whom it was for.
            log.error("A mail is lost: neither broker nor mail server take it (%s)", type(fault).__name__)


def deliver(*, to: list[str], subject: str, text: str, html: str = "", until: str = "") -> None:
    if until and datetime.fromisoformat(until) < timezone.now():
        log.warning("A mail is not sent, as it comes too late")
        return
    message = EmailMultiAlternatives(subject, text, to=to)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
