"""Letters to people about their account: a template each in accounts/letters/, whose first line is the subject."""

from datetime import timedelta
from enum import Enum
from typing import Any

from django.template.loader import render_to_string

from project.lib.person import speaking_to

from ..models import User
from . import mail


class Letter(Enum):
    ERASURE_REQUESTED = "erasure_requested"
    HOLD_ENDED = "hold_ended"
    INACTIVE = "inactive"


# They tell of what happens in weeks, if at all.
GOOD_FOR = timedelta(days=7)


def send(letter: Letter, *, person: User, **more: Any) -> None:
    """
    Write to a person once the present transaction is committed.

    :param more: what the template tells besides
    """
    write_to(person, f"accounts/letters/{letter.value}.txt", **more)


def write_to(person: User, template: str, **more: Any) -> None:
    """The same with a template of another app."""
    with speaking_to(person):
        text = render_to_string(template, {"person": person, **more})
    subject, _, body = text.strip().partition("\n")
    mail.send(to=person.email, subject=subject, text=body.strip() + "\n", good_for=GOOD_FOR)
