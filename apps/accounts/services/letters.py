"""Letters to people about their account: a template each in accounts/letters/, whose first line is the subject."""

from enum import Enum

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from project.lib.person import speaking_to

from ..models import User
from . import mail


class Letter(Enum):
    ERASURE_REQUESTED = "erasure_requested"
    HOLD_ENDED = "hold_ended"
    INACTIVE = "inactive"


def send(letter: Letter, *, person: User) -> None:
    """Write to a person once the present transaction is committed."""
    with speaking_to(person):
        text = render_to_string(f"accounts/letters/{letter.value}.txt", {"person": person})
    subject, _, body = text.strip().partition("\n")
    mail.send(EmailMultiAlternatives(subject, body.strip() + "\n", to=[person.email]))
