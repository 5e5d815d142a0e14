"""What a person may read of the audit log: what happened to their own account."""

from project.lib.paging import Page, keyset_page

from ..domain.history import Entry, entry
from ..models import AuditEvent, Subject, User
from . import audit


def history_of(person: User, *, cursor: str = "") -> Page[Entry]:
    """
    A page of what happened, newest first; two statements.

    :raises project.lib.paging.BadPage: the cursor was not given for this list
    """
    subject = Subject.objects.filter(user=person).first()
    page: Page[AuditEvent] = keyset_page(AuditEvent.objects.for_user(person), cursor=cursor)
    entries = [
        entry(
            at=event.at,
            name=event.name,
            failed=event.outcome == AuditEvent.Outcome.FAILURE,
            by_staff=event.actor is not None and event.actor != event.subject,
            details=audit.details_of(event, subject) if subject else {},
        )
        for event in page.items
    ]
    return Page(entries, next=page.next, previous=page.previous)
