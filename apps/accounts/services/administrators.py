"""Somebody must be left to look after Steward: the last administrator stays one."""

from django.db.models import Q

from project.lib.errors import Conflict

from ..models import User


class LastAdministrator(Conflict):
    code = "last_administrator"


def locked_with(person: User) -> list[User]:
    """
    The person and every administrator, locked in one order, so that of two who part at once the second one sees it.

    Ask inside the transaction that changes the person.
    """
    rows = User.objects.filter(Q(role=User.Role.ADMIN) | Q(pk=person.pk))
    return list(rows.order_by("pk").select_for_update(no_key=True))


def keep_one(locked: list[User], *, besides: User) -> None:
    """
    :param locked: what `locked_with` gave
    :raises LastAdministrator: nobody but this person is an administrator who can sign in
    """
    if not any(other.role == User.Role.ADMIN and other.is_active for other in locked if other.pk != besides.pk):
        raise LastAdministrator(f"{besides} is the only administrator. Make somebody else one first.")
