"""Makes a person an administrator: `manage.py promote ada@example.org`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts import services


class Command(BaseCommand):
    help = "Make a person an administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = services.promote(email=options["email"])
        except services.NoSuchPerson as fault:
            raise CommandError(fault.detail) from None
        self.stdout.write(f"{person} is an administrator now.")
