"""People write to whoever runs Steward, and hear back."""

from django.db import transaction

from ..models import Feedback, User

SHOWN = 10


def give(*, person: User, kind: str, text: str, page: str = "") -> Feedback:
    """Put what a person wrote into the queue."""
    feedback = Feedback.objects.create(person=person, kind=kind, text=text, page=page)
    feedback.refresh_from_db(fields=["created_at"])
    return feedback


def latest_of(person: User) -> list[Feedback]:
    """What a person wrote last, with the answers."""
    return list(Feedback.objects.for_user(person).newest_first()[:SHOWN])


@transaction.atomic
def handle(*, feedback: Feedback, state: str, answer: str, note: str) -> None:
    """What staff make of it. An answer moves what is new to answered by itself."""
    row = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if answer and state == Feedback.State.NEW:
        state = Feedback.State.ANSWERED
    row.state, row.answer, row.note = state, answer, note
    row.save(update_fields=["state", "answer", "note", "updated_at"])
