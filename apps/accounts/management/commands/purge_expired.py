"""Drops what is older than it may be: `manage.py purge_expired [--dry-run]`. The schedule does it every hour."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.accounts.services import retention


class Command(BaseCommand):
    help = "Drop what is older than it may be, by the rules in docs/privacy.md; prints how many rows each rule found."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        for name, count in retention.purge_expired(dry_run=dry_run).items():
            self.stdout.write(f"{count:8}  {name}")
        self.stdout.write("Nothing was dropped." if dry_run else "Done.")
