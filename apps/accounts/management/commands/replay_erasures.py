"""Erases again whom a restored backup brought back: `manage.py replay_erasures`, after every restore."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts.services import erasure
from project.lib.errors import DomainError


class Command(BaseCommand):
    help = "After a restore: erase again the people that the suppression list (ERASURES_FILE) knows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="copies of the list; without them ERASURES_FILE")
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, files: list[Path], dry_run: bool, **options: Any) -> None:
        try:
            found = erasure.replay(files=files, dry_run=dry_run)
        except FileNotFoundError as fault:
            raise CommandError(
                f"There is no list at {fault.filename}. Where nobody was ever erased, there is nothing to do; else "
                "name a copy of the list."
            ) from None
        except DomainError as fault:
            raise CommandError(fault.detail) from None
        except ExceptionGroup as faults:
            raise CommandError(f"{faults.message} The log says why. Mend it, and run this again.") from faults
        self.stdout.write(f"{found} people {'would be' if dry_run else 'were'} erased again.")
