"""How many records there are of a person."""

from dataclasses import dataclass

from project.lib import privacy
from project.lib.errors import NotThere

from ..domain.events import Event
from ..models import User
from . import audit


class NobodyThere(NotThere):
    code = "not_found"


@dataclass(frozen=True)
class RecordCount:
    email: str
    total: int
    tables: dict[str, int]


def count_records(*, asker: User, email: str) -> RecordCount:
    """
    For the person themselves, and for staff who may look at people, which is written down.

    :raises NobodyThere: for everybody else's address, and for one that nobody has: alike, at the same cost
    """
    person = asker if _is_theirs(asker, email) else _as_staff(asker, email)
    counts = {label: table.rows(person).count() for label, table in privacy.tables}
    return RecordCount(person.email, sum(counts.values()), counts)


def _is_theirs(asker: User, email: str) -> bool:
    return User.objects.normalize_email(email).lower() == User.objects.normalize_email(asker.email).lower()


def _as_staff(asker: User, email: str) -> User:
    # Who may not look is told the same before anything is looked up, so nothing can be learned from the time either.
    allowed = asker.is_staff and asker.has_perm("accounts.view_user")
    person = User.objects.with_email(email).first() if allowed else None
    if person is None:
        raise NobodyThere("There is nothing at this address.")
    audit.record(Event.RECORDS_COUNTED, subject=person, actor=asker)
    return person
