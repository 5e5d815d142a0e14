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


def keep_one(locked: list[User], *, besides: User, told: User | None = None) -> None:
    """
    :param locked: what `locked_with` gave
    :param told: who reads the refusal
    :raises LastAdministrator: nobody but this person is an administrator who can sign in and is not leaving
    """
    if any(_stays(other) for other in locked if other.pk != besides.pk):
        return
    who = "You are" if told and told.pk == besides.pk else f"{besides} is"
    raise LastAdministrator(f"{who} the only administrator who stays. Make somebody else one first.")


def _stays(person: User) -> bool:
    return person.role == User.Role.ADMIN and person.is_active and person.erase_at is None
