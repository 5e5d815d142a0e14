"""Mails to people about their account: a template each in accounts/letters/, whose first line is the subject."""

from enum import Enum
from functools import partial
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from project.lib.person import speaking_to

from .. import tasks
from ..models import User


class Letter(Enum):
    ERASURE_REQUESTED = "erasure_requested"
    INACTIVE = "inactive"


def send(letter: Letter, *, person: User) -> None:
    """Write to a person once the present transaction is committed, from a worker."""
    message = partial(tasks.send_letter.delay, user_id=person.pk, letter=letter.value)
    transaction.on_commit(message, robust=True)


def deliver(*, user_id: int, letter: Letter) -> None:
    """Write to a person now; nobody, where they are gone meanwhile."""
    person: Any = User.objects.filter(pk=user_id).first()
    if person is None:
        return
    with speaking_to(person):
        text = render_to_string(f"accounts/letters/{letter.value}.txt", {"person": person})
    subject, _, body = text.strip().partition("\n")
    send_mail(subject, body.strip() + "\n", None, [person.email])
