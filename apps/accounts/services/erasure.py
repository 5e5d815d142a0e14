"""
A person leaves: asked for, fourteen days in which they may undo it, and then the end of everything about them.

Until the end nothing changes but the banner on every page. The end begins with the account being closed, so that
nothing is written while everything is deleted.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from project.lib import privacy
from project.lib.errors import Conflict

from ..domain.events import Event
from ..models import LegalHold, User
from . import administrators, audit, letters, sessions, suppression

TIME_TO_UNDO = timedelta(days=14)
BATCH = 1000

log = logging.getLogger(__name__)


class OnHold(Conflict):
    code = "on_legal_hold"


class TooLate(Conflict):
    code = "too_late"


# --- What the person does, or staff for them --------------------------------------------------------------------------


@transaction.atomic
def request(*, person: User, by: User | None = None, reason: str = "") -> datetime:
    """
    Ask that a person be erased; when that will be. Asking again changes nothing.

    :param by: the administrator who does it for them, and why
    :raises LastAdministrator: nobody would be left to look after the others
    """
    now = _keeping_an_administrator(person, told=by or person)
    if now.erase_at is None:
        now.erase_at = timezone.now() + TIME_TO_UNDO
        now.save(update_fields=["erase_at", "updated_at"])
        why = {"reason": reason} if by else {}
        audit.record(Event.ERASURE_REQUESTED, subject=now, actor=by, details={"on": now.erase_at} | why)
        by_staff = by is not None and by.pk != now.pk
        letters.send(letters.Letter.ERASURE_REQUESTED, person=now, by_staff=by_staff, reason=reason)
    person.erase_at = now.erase_at
    return now.erase_at


@transaction.atomic
def undo(*, person: User, by: User | None = None) -> None:
    """
    The person stays. Safe to repeat.

    :raises TooLate: their time is over, and the end may have begun, half of which would be worse than all of it; as
        long as a legal hold keeps them it cannot begin
    """
    now = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if now.erase_at is not None:
        if now.erase_at <= timezone.now() and not LegalHold.objects.for_user(now).exists():
            raise TooLate("The time to change your mind is over: your account is being deleted.")
        now.erase_at = None
        now.save(update_fields=["erase_at", "updated_at"])
        audit.record(Event.ERASURE_UNDONE, subject=now, actor=by)
    person.erase_at = None


@transaction.atomic
def hold(*, person: User, reason: str, by: User | None = None) -> None:
    """Keep a person from being erased and purged, for a reason that they are told."""
    # Before their end begins, or after it: never in between.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    LegalHold.objects.update_or_create(user=person, defaults={"reason": reason})
    audit.record(Event.HELD, subject=person, actor=by, details={"reason": reason})


@transaction.atomic
def release(*, person: User, by: User | None = None) -> None:
    """End the legal hold; who wanted to leave has time to undo it once more. Safe to repeat."""
    now = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not LegalHold.objects.for_user(now).delete()[0]:
        return
    audit.record(Event.RELEASED, subject=now, actor=by)
    if now.erase_at is not None:
        now.erase_at = person.erase_at = timezone.now() + TIME_TO_UNDO
        now.save(update_fields=["erase_at", "updated_at"])
        letters.send(letters.Letter.HOLD_ENDED, person=now)


# --- The end ----------------------------------------------------------------------------------------------------------


def perform(*, person: User) -> dict[str, int]:
    """
    Erase a person now and for good. Where it stops half-way, call it again.

    :returns: how many rows or entries of each kind were deleted or made anonymous
    :raises OnHold: the law, or a dispute, keeps their records
    :raises LastAdministrator: nobody would be left to look after the others
    """
    with transaction.atomic():
        now = _keeping_an_administrator(person)
        if hold := LegalHold.objects.for_user(now).first():
            raise OnHold(f"This account is kept for now: {hold.reason}")
        _close(now)
    return _erase(now)


def perform_due() -> int:
    """Erase everybody whose time to undo it is over, as `perform_each` does."""
    due = User.objects.filter(erase_at__lte=timezone.now()).exclude(pk__in=LegalHold.objects.values("user_id"))
    return perform_each(due.order_by("erase_at"))


def perform_each(people: QuerySet[User]) -> int:
    """
    Erase these, each by themselves; how many. Who cannot be erased does not keep the others.

    :raises ExceptionGroup: some erasures stopped half-way, after everybody else was erased; call it again
    """
    # Looked up one by one: some time after the first, the last may not be among them any more.
    found = (people.filter(pk=pk).first() for pk in list(people.values_list("pk", flat=True)))
    return _each(filter(None, found), lambda person: perform(person=person))


def replay(*, files: Iterable[Path] = (), dry_run: bool = False) -> int:
    """
    After a restore: erase again whom the suppression list knows; how many were there.

    A legal hold that the backup brings back was over when they were erased, so none is heeded.

    :param files: other copies of the list; without them the present one
    :raises ExceptionGroup: some erasures stopped half-way, after everybody else was erased; call it again
    :raises project.lib.crypto.NoKey: an entry was made with a key that is no longer in FIELD_KEYS
    """
    suppressed = suppression.listed(files or [Path(settings.ERASURES_FILE)])
    back = [person for person in _everybody() if person.uuid in suppressed]
    return len(back) if dry_run else _each(back, _erase_again)


def _everybody() -> Iterator[User]:
    last = 0
    while batch := list(User.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _each(people: Iterable[User], end: Callable[[User], object]) -> int:
    erased, faults = 0, []
    for person in people:
        try:
            end(person)
        except Conflict as refusal:
            log.warning("Somebody who is due is not erased: %s", refusal.code)
        except Exception as fault:
            log.exception("An erasure stopped half-way")
            faults.append(fault)
        else:
            erased += 1
    if faults:
        raise ExceptionGroup(f"{len(faults)} erasures stopped half-way; {erased} were done.", faults)
    return erased


def _erase_again(person: User) -> None:
    with transaction.atomic():
        _close(person)
    _erase(person)


def _close(person: User) -> None:
    """From the next request on no session, token or key of theirs opens anything."""
    person.is_active = False
    person.save(update_fields=["is_active", "updated_at"])
    sessions.end_everywhere(person, reason="the account is being deleted")


def _erase(person: User) -> dict[str, int]:
    suppression.remember(person.uuid)
    # Counted for good; whom it was about is forgotten with the person.
    audit.record(Event.ERASED, subject=person)
    return privacy.erase(person)


def _keeping_an_administrator(person: User, *, told: User | None = None) -> User:
    """The person's row as it is now, locked; whoever is alone here leaves nobody without an administrator."""
    locked = administrators.locked_with(person)
    now = next(row for row in locked if row.pk == person.pk)
    leads = now.role == User.Role.ADMIN and now.is_active
    if leads and User.objects.filter(is_active=True).exclude(pk=now.pk).exists():
        administrators.keep_one(locked, besides=now, told=told)
    return now
