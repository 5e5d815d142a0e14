"""Imports exercises from a file in the shape of free-exercise-db."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.training import services
from project.lib.errors import DomainError

MOST_BYTES = 20_000_000


class Command(BaseCommand):
    help = "Import exercises into the library from a JSON file in the shape of free-exercise-db. Safe to repeat."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            if file.stat().st_size > MOST_BYTES:
                raise CommandError(f"{file} is larger than {MOST_BYTES // 1_000_000} MB.")
            imported = services.import_exercises(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, DomainError) as fault:
            raise CommandError(str(fault)) from None
        for sentence in imported.faults:
            self.stderr.write(sentence)
        self.stdout.write(f"{imported.added} added, {imported.changed} changed, {len(imported.faults)} left out.")
