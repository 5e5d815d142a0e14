"""What staff do with other people's accounts: each act is written down, with what was before and after."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import transaction

from project.lib.errors import DomainError

from ..domain.events import Event
from ..models import Subject, User
from . import administrators, audit, erasure, exports, sessions


class ForAdministrators(DomainError):
    """Their permissions let them do this, but not to this person."""

    code = "for_administrators"
    status = 403


class NoReason(DomainError):
    code = "no_reason"


# --- Looking ----------------------------------------------------------------------------------------------------------


def people_listed(*, by: User) -> None:
    audit.record(Event.PEOPLE_LISTED, actor=by)


def opened(*, person: User, by: User, what: str) -> None:
    """Write down that staff opened something about a person, such as their account or their feedback."""
    if person.pk != by.pk:
        audit.record(Event.STAFF_OPENED, subject=person, actor=by, details={"what": what})


def whose(subject_id: UUID | None) -> User | None:
    """The person whom the audit log knows by this key; None for nobody's, and once they left."""
    subject = Subject.objects.select_related("user").filter(pk=subject_id).first() if subject_id else None
    return subject.user if subject else None


# --- Rules ------------------------------------------------------------------------------------------------------------


def needs_reason(reason: str) -> None:
    """:raises NoReason:"""
    if not reason.strip():
        raise NoReason("Say why. The person reads it in their history.", fields={"reason": ["Say why."]})


def only_administrators(by: User, *, touches_staff: bool) -> None:
    """:raises ForAdministrators:"""
    if touches_staff and not by.is_superuser:
        raise ForAdministrators("Only administrators change roles, groups and the accounts of staff.")


# --- Acting -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """What staff may change of an account."""

    tier: str
    role: str
    is_active: bool
    groups: tuple[str, ...]

    @classmethod
    def of(cls, person: User) -> "Standing":
        return cls(person.tier, person.role, person.is_active, _names(person.groups.all()))

    @property
    def looks_after_steward(self) -> bool:
        return self.role == User.Role.ADMIN and self.is_active

    def has_powers_beyond(self, before: "Standing") -> bool:
        """An administrator has them all, whatever the groups."""
        if before.role == User.Role.ADMIN:
            return False
        return self.role == User.Role.ADMIN or bool(set(self.groups) - set(before.groups))

    def changes_to(self, after: "Standing") -> dict[str, list[Any]]:
        """What was before and after, by name."""
        mine, theirs = asdict(self), asdict(after)
        return {name: [mine[name], theirs[name]] for name in mine if mine[name] != theirs[name]}


@transaction.atomic
def change_account(
    *,
    person: User,
    by: User,
    reason: str,
    tier: str | None = None,
    role: str | None = None,
    is_active: bool | None = None,
    groups: Iterable[Group] | None = None,
) -> bool:
    """
    Change what is given. Who is in a group of staff may enter the admin.

    Who is deactivated is signed out everywhere; who gets powers too, and with their keys: those were given to somebody
    who could do less, and perhaps for less than a second factor.

    :returns: whether anything changed; where nothing did, nothing is written down
    :raises NoReason: it must be said why
    :raises ForAdministrators: roles, groups and the accounts of staff are for administrators to change
    :raises LastAdministrator: nobody would be left to look after Steward
    """
    locked = administrators.locked_with(person)
    now = next(row for row in locked if row.pk == person.pk)
    before = Standing.of(now)
    given: dict[str, Any] = {"tier": tier, "role": role, "is_active": is_active}
    given["groups"] = None if groups is None else _names(groups)
    after = replace(before, **{name: value for name, value in given.items() if value is not None})
    if after == before:
        return False
    needs_reason(reason)
    changes_powers = (before.role, before.groups) != (after.role, after.groups)
    only_administrators(by, touches_staff=now.is_staff or changes_powers)
    if before.looks_after_steward and not after.looks_after_steward:
        administrators.keep_one(locked, besides=now, told=by)
    now.tier, now.is_active = after.tier, after.is_active
    if changes_powers:
        now.set_role(after.role)
        now.is_staff = now.is_staff or bool(after.groups)
        now.groups.set(Group.objects.filter(name__in=after.groups))
    now.save(update_fields=["tier", "role", "is_active", "is_staff", "is_superuser", "updated_at"])
    audit.record(Event.STAFF_CHANGED, subject=now, actor=by, details={"reason": reason, **before.changes_to(after)})
    if before.is_active and not after.is_active:
        sessions.end_everywhere(now, reason="the account was closed")
    elif after.has_powers_beyond(before):
        sessions.end_everywhere(now, reason="new powers", and_keys=True)
    return True


@transaction.atomic
def end_sessions(*, person: User, by: User, reason: str) -> None:
    """
    Sign a person out everywhere.

    :raises NoReason: it must be said why
    :raises ForAdministrators: staff are signed out by administrators
    """
    needs_reason(reason)
    only_administrators(by, touches_staff=person.is_staff)
    audit.record(Event.STAFF_SIGNED_OUT, subject=person, actor=by, details={"reason": reason})
    sessions.end_everywhere(person=person, reason=reason)


@transaction.atomic
def start_export(*, person: User, by: User, reason: str) -> None:
    """
    Make a copy of everything about a person, which that person alone may download.

    :raises NoReason: it must be said why
    :raises ForAdministrators: those of staff are started by administrators
    :raises ExportRunning: one is being made
    """
    needs_reason(reason)
    only_administrators(by, touches_staff=person.is_staff)
    exports.request(person=person, by=by, reason=reason)


@transaction.atomic
def start_erasure(*, person: User, by: User, reason: str) -> None:
    """
    Begin the fourteen days after which a person is erased; they are written to, and may undo it.

    :raises NoReason: it must be said why
    :raises ForAdministrators: staff are erased by administrators
    :raises LastAdministrator: nobody would be left to look after the others
    """
    needs_reason(reason)
    only_administrators(by, touches_staff=person.is_staff)
    erasure.request(person=person, by=by, reason=reason)


def _names(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(sorted(group.name for group in groups))
