"""
What happened to accounts, written down where it happens and in the same transaction.

Each event goes to three places: the audit log (AuditEvent), the security log, and a metric. Only the first keeps
details, sealed under the key of the person they are about.
"""

import json
import logging
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from prometheus_client import Counter

from project.lib import crypto
from project.lib.watching import logs, pseudonym, request_id

from ..domain.events import Event
from ..models import AuditEvent, Subject, User

BATCH = 1000

log = logging.getLogger(logs.SECURITY)
events_total = Counter("steward_auth_events_total", "What happened to accounts", ["event", "result"])
# An alert waits for the first of these (compose/prometheus/rules), and sees none in a figure that was not there before.
events_total.labels(Event.TOKEN_REUSED.code, "failure")


def record(
    event: Event,
    *,
    subject: User | None = None,
    actor: User | None = None,
    failed: bool = False,
    details: dict[str, Any] | None = None,
) -> None:
    """
    Add an event to the log.

    :param subject: whom it is about; None for nobody we know, and then no details are kept
    :param actor: who did it, where it was not the person themselves
    """
    outcome = AuditEvent.Outcome.FAILURE if failed else AuditEvent.Outcome.SUCCESS
    about, by = (_subject_of(person) if person else None for person in (subject, actor))
    AuditEvent.objects.create(
        name=event.code,
        outcome=outcome,
        subject=about.pk if about else None,
        actor=by.pk if by else None,
        request_id=request_id.current(),
        details=_sealed(about, event, details) if about and details else "",
    )
    tell(event, person=subject, actor=actor, failed=failed)


def tell(event: Event, *, person: User | None = None, actor: User | None = None, failed: bool = False) -> None:
    """The security log and the metric alone: for what would fill the audit log, as guesses at unknown addresses do."""
    result = "failure" if failed else "success"
    events_total.labels(event.code, result).inc()
    who = {"person": pseudonym.of(person.pk)} if person else {}
    by = {"actor": pseudonym.of(actor.pk)} if actor else {}
    log.log(logging.WARNING if failed else logging.INFO, event.code, extra={"result": result, **who, **by})


def details_of(event: AuditEvent, subject: Subject) -> dict[str, Any]:
    """What was written down with an event; empty where there was nothing, or where the person's key is destroyed."""
    if not event.details or not subject.data_key:
        return {}
    found: dict[str, Any] = json.loads(
        crypto.unseal_under(subject.data_key, event.details, about=_about(subject, event.name))
    )
    return found


def history_of(person: User) -> Iterator[dict[str, Any]]:
    """All that the log says about a person, opened: for the copy of their data."""
    subject = Subject.objects.filter(user=person).first()
    events = AuditEvent.objects.for_user(person).order_by("id")
    last = 0
    while subject and (batch := list(events.filter(pk__gt=last)[:BATCH])):
        for event in batch:
            yield {"at": event.at, "name": event.name, "outcome": event.outcome, "details": details_of(event, subject)}
        last = batch[-1].pk


def forget(person: User) -> int:
    """Destroy the person's key: from now on the log counts their events and says nothing of them."""
    return Subject.objects.filter(user=person).update(user=None, data_key=None)


def _subject_of(person: User) -> Subject:
    subject = Subject.objects.filter(user=person).first()
    if subject is None:
        # Two first events at once: one makes it, the other takes it.
        subject, _ = Subject.objects.get_or_create(user=person, defaults={"data_key": crypto.new_key()})
    return subject


def _sealed(subject: Subject, event: Event, details: dict[str, Any]) -> str:
    if not subject.data_key:
        return ""
    text = json.dumps(details, cls=DjangoJSONEncoder)
    return crypto.seal_under(subject.data_key, text, about=_about(subject, event.code))


def _about(subject: Subject, name: str) -> str:
    return f"accounts.auditevent.details:{subject.pk}:{name}"
