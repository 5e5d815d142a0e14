"""Fills a Steward with made-up data of any volume, the same every time."""

import time
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from project.lib.registry import seeders
from project.lib.seeding import DOMAIN, SCALES, Scale


class Command(BaseCommand):
    help = (
        f"Make up people at {DOMAIN} and what they own and do: for measurements, staging and demonstrations. "
        "Interrupted, it goes on where it was; run again, it adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=SCALES, default="tiny", help="full: 10,000 people; ci: 1 % of it")
        parser.add_argument(
            "--until", type=date.fromisoformat, default=timezone.localdate(), help="The last day with data."
        )

    def handle(self, *args: Any, scale: str, until: date, **options: Any) -> None:
        if settings.DEPLOY_ENV == "production":
            raise CommandError("This is a Steward of real people (DEPLOY_ENV is production); no data is made up in it.")
        wanted = Scale.named(scale, until=until)
        for _, seed in seeders:
            began = time.monotonic()
            for said in seed(wanted):
                self.stdout.write(f"{time.monotonic() - began:7.1f} s  {said}")
        self.stdout.write("All there.")
