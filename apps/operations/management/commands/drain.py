"""Takes this instance out of service, or back into it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from project.lib import draining


class Command(BaseCommand):
    help = "Make /health/ready answer 503 on this instance, so that no new requests are sent to it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--end", action="store_true", help="take requests again")

    def handle(self, *args: Any, end: bool, **options: Any) -> None:
        if end:
            draining.end()
            self.stdout.write("This instance takes requests again.")
        else:
            draining.begin()
            self.stdout.write("This instance is draining: /health/ready answers 503.")
