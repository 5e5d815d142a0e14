"""Reads a table of foods into the catalogue."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.nutrition import services
from project.lib.errors import DomainError


class Command(BaseCommand):
    help = "Read a table of foods into the catalogue, and say what became of its rows (docs/nutrition/foods.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", help="usda (comes with Steward), fdc, sr, off or csv")
        parser.add_argument("path", nargs="?", type=Path, help="the file or folder; for usda it may be left out")
        parser.add_argument("--dry-run", action="store_true", help="change nothing, only say what would change")
        parser.add_argument("--branded", action="store_true", help="also what is sold under a brand (usda, fdc)")
        parser.add_argument("--background", action="store_true", help="have a worker do it, as a job")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, table: str, path: Path | None, branded: bool, **options: Any) -> None:
        path = path or services.default_path(table)
        if path is None:
            raise CommandError("Say where the table lies: manage.py import_foods TABLE PATH")
        try:
            if options["background"]:
                job = services.begin_import_foods(table=table, path=path, branded=branded)
                self.stdout.write(f"A worker reads it: job {job.uuid}.")
                return
            report = services.import_foods(table=table, path=path, branded=branded, dry_run=options["dry_run"])
        except DomainError as no:
            raise CommandError(no.detail) from None
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), indent=2))
            return
        self.stdout.write(
            f"{'Would be: ' if options['dry_run'] else ''}{report.read} rows read, {report.added} foods added, "
            f"{report.changed} changed, {report.unchanged} as before, {sum(report.rejected.values())} rows refused."
        )
        for title, counts in (("refused", report.rejected), ("mended", report.mended)):
            for what, count in sorted(counts.items(), key=lambda each: -each[1]):
                self.stdout.write(f"  {title} {count:>7}  {what}")
