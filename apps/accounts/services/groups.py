"""Groups of staff and their rights: administrators change them, for a reason, and everybody in the group is told."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from ..domain.events import Event
from ..models import User
from . import audit, staff


@transaction.atomic
def save_group(*, group: Group, name: str, rights: Iterable[Permission], by: User, reason: str) -> bool:
    """
    Make a group, or give it another name and other rights.

    :returns: whether anything changed; where nothing did, nothing is written down
    :raises NoReason: it must be said why
    :raises ForAdministrators: whatever rights somebody else was given, they give nobody more
    """
    staff.only_administrators(by, touches_staff=True)
    before = Group.objects.select_for_update().filter(pk=group.pk).first()
    had = _words(before.permissions.all()) if before else []
    rights = list(rights)
    changes: dict[str, list[Any]] = {"name": [before.name if before else "", name], "rights": [had, _words(rights)]}
    changes = {what: pair for what, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return False
    staff.needs_reason(reason)
    group.name = name
    group.save()
    group.permissions.set(rights)
    for person in {by, *User.objects.filter(groups=group)}:
        audit.record(
            Event.GROUP_CHANGED, subject=person, actor=by, details={"reason": reason, "group": name, **changes}
        )
    return True


def _words(rights: Iterable[Permission]) -> list[str]:
    return sorted(right.name for right in rights)
