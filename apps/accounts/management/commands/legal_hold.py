"""Keeps somebody from being erased and purged: `manage.py legal_hold ada@example.org --reason "…"`, or `--release`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts.models import User
from apps.accounts.services import erasure


class Command(BaseCommand):
    help = "Put a person on legal hold, with a reason that they are shown, or end it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--reason", help="a sentence that the person is shown")
        what.add_argument("--release", action="store_true", help="end the hold")

    def handle(self, *args: Any, email: str, reason: str | None, **options: Any) -> None:
        person = User.objects.with_email(email).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {email}.")
        if reason:
            erasure.hold(person=person, reason=reason)
            self.stdout.write(f"{person} is kept: {reason}")
        else:
            erasure.release(person=person)
            self.stdout.write(f"{person} is no longer kept.")
