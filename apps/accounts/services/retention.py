"""How long accounts are kept, and the run that drops what is over in every app."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from project.lib import orphaned_files, retention

from ..domain.events import Event
from ..models import ApiKey, AuditEvent, AuthSession, Export, Invitation, LegalHold, OutboxMail, Subject, User
from ..models.privacy import EXPORT_KEPT
from . import audit, erasure, exports, letters

DAY = timedelta(days=1)
NEVER_VERIFIED = timedelta(days=7)
INACTIVE = timedelta(days=730)
ORPHANED_FILES = "files that no row names"

log = logging.getLogger(__name__)


# What lets somebody in, or proves something, until a moment that stands on the row: the first of these.
UNTIL_A_MOMENT: tuple[tuple[type[Model], tuple[str, ...], timedelta, str, str], ...] = (
    (Session, ("expire_date",), DAY, "sign-ins that have ended", "After its end a session opens nothing."),
    (
        AuthSession, ("ends_at", "ended_at"), DAY, "programs that are no longer signed in",
        "After its end no token of it opens anything.",
    ),
    (
        ApiKey, ("expires_at", "revoked_at"), DAY, "API keys that ran out or were revoked",
        "After its end a key opens nothing; the history says when it was made and revoked.",
    ),
    (
        EmailConfirmation, ("created",), DAY * 7, "links that prove an address",
        "A link that proves an address is of no use later.",
    ),
    (
        Invitation, ("expires_at",), DAY * 30, "invitations that were used or ran out",
        "So that whoever invited somebody still sees what became of it.",
    ),
    (
        OutboxMail, ("created_at",), DAY * 30, "mails that wait for an administrator to hand them on",
        "Where no mail server is set, somebody must have the time to read them.",
    ),
)  # fmt: skip


def register() -> None:
    """The rules of accounts."""
    for model, moments, keep, about, reason in UNTIL_A_MOMENT:
        due = partial(_before, model, moments)
        retention.rule(model._meta.label, about=about, keep=keep, reason=reason, due=due)
    _register_what_is_dropped_in_its_own_way()


def _before(model: type[Model], moments: tuple[str, ...], end: datetime) -> QuerySet[Any]:
    over = (Q(**{f"{moment}__lt": end}) for moment in moments)
    return model._default_manager.filter(reduce(or_, over))


def _register_what_is_dropped_in_its_own_way() -> None:
    retention.rule(
        "accounts.AuditEvent",
        about="what happened to your account",
        keep=timedelta(days=400),
        reason="To look into what happened to an account a year ago.",
        due=_events_until,
        person="person",
        drop=_drop_events,
    )
    retention.rule(
        "usersessions.UserSession",
        about="devices that are no longer signed in",
        keep=DAY,
        reason="What the list of devices says of a session that ended.",
        due=_devices_until,
    )
    retention.rule(
        "accounts.Export",
        about="copies of your data",
        keep=EXPORT_KEPT,
        reason="Long enough to download a copy; it holds everything about a person.",
        due=lambda end: Export.objects.filter(asked_at__lt=end),
        drop=exports.drop,
    )
    retention.rule(
        "accounts never verified",
        about="accounts whose address was never proved",
        keep=NEVER_VERIFIED,
        reason="Whoever signed up did not prove the address to be theirs.",
        due=_never_verified_until,
        person="pk",
        drop=erasure.perform_each,
        together=False,
    )
    retention.rule(
        "people who stayed away",
        about="accounts that nobody used",
        keep=INACTIVE,
        reason="They are asked once, by mail, whether they still need their account; nothing is dropped.",
        due=_away_since,
        person="pk",
        drop=_ask_whether_they_stay,
    )


# --- The run ----------------------------------------------------------------------------------------------------------


def purge_expired(*, dry_run: bool = False) -> dict[str, int]:
    """
    Drop, in every app, what is older than it may be; what comes out by each rule. May be stopped and repeated.

    :param dry_run: only count
    :raises ExceptionGroup: some rules failed, after all others were followed
    """
    now, held = timezone.now(), _on_hold()
    done, faults = {}, []
    for name, follow in _steps(now, held, dry_run=dry_run).items():
        try:
            done[name] = follow()
        except Exception as fault:
            # One rule that fails must not keep everything else for longer than it may be.
            log.exception("The rule for %s could not be followed", name)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("Some rules of retention could not be followed.", faults)
    return done


def _steps(now: datetime, held: Collection[Any], *, dry_run: bool) -> dict[str, Callable[[], int]]:
    """What is done, by its name: each says how much came out."""

    def follow(name: str) -> int:
        if dry_run:
            return retention.over(retention.rules[name], now=now, held=held).count()
        return retention.purge(name, now=now, held=held)

    def sweep() -> int:
        return len(list(orphaned_files.found(now=now))) if dry_run else orphaned_files.sweep(now=now)

    return {name: partial(follow, name) for name, _ in retention.rules} | {ORPHANED_FILES: sweep}


def _on_hold() -> Collection[Any]:
    return list(LegalHold.objects.values_list("user_id", flat=True))


# --- What is due, and what becomes of it ------------------------------------------------------------------------------


def _events_until(end: datetime) -> QuerySet[AuditEvent]:
    person = Subject.objects.filter(pk=OuterRef("subject")).values("user")[:1]
    return AuditEvent.objects.filter(at__lt=end).alias(person=Subquery(person))


def _drop_events(events: QuerySet[AuditEvent]) -> int:
    """Through the door that the log's trigger leaves open to a transaction that says so."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL steward.audit_retention = 'on'")
        dropped = retention.delete(events)
        cursor.execute("SET LOCAL steward.audit_retention = 'off'")
    return dropped


def _devices_until(end: datetime) -> QuerySet[UserSession]:
    lives = Session.objects.filter(session_key=OuterRef("session_key"))
    return UserSession.objects.filter(~Exists(lives), last_seen_at__lt=end)


def _never_verified_until(end: datetime) -> QuerySet[User]:
    """Only those who signed up themselves: who has no address to prove was made by somebody else."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    unproved = Exists(addresses) & ~Exists(addresses.filter(verified=True))
    return User.objects.filter(unproved, created_at__lt=end, last_login=None, is_staff=False)


def _away_since(end: datetime) -> QuerySet[User]:
    """Nobody twice for the same absence."""
    away = Q(last_login__lt=end) | Q(last_login=None, created_at__lt=end)
    not_told = Q(told_inactive_at=None) | Q(told_inactive_at__lt=F("last_login"))
    return User.objects.filter(away, not_told, is_active=True, erase_at=None)


def _ask_whether_they_stay(people: QuerySet[User]) -> int:
    found = list(people)
    for person in found:
        letters.send(letters.Letter.INACTIVE, person=person)
        person.told_inactive_at = timezone.now()
        person.save(update_fields=["told_inactive_at"])
        audit.record(Event.TOLD_INACTIVE, subject=person)
    return len(found)
