"""Checks a running instance from outside."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.operations.services.smoke import smoke


class Command(BaseCommand):
    help = "Ask a running instance whether it answers as this release does; fails when it does not."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default=f"http://localhost:{settings.PORT}")
        parser.add_argument("--expect-version", default=settings.VERSION)

    def handle(self, *args: Any, address: str, expect_version: str, **options: Any) -> None:
        failed = 0
        for outcome in smoke(address, version=expect_version):
            self.stdout.write(f"{'FAIL' if outcome.fault else 'ok  '}  {outcome.name}  {outcome.fault}".rstrip())
            failed += bool(outcome.fault)
        if failed:
            raise CommandError(f"{failed} checks failed at {address}")
