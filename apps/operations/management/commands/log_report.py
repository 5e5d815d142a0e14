"""Sums up a log file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.operations.domain.log_report import LogReport, report


class Command(BaseCommand):
    help = "Sum up a log of JSON lines: routes, statuses, the slowest requests and the errors that repeat."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="var/log/web.log for example; without it, standard input"
        )
        parser.add_argument("--top", type=int, default=10, help="how many rows of each table")

    def handle(self, *args: Any, file: Path | None, top: int, **options: Any) -> None:
        if file is None:
            self.write(report(sys.stdin, top=top))
            return
        try:
            with file.open(errors="replace") as lines:
                self.write(report(lines, top=top))
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}") from None

    def write(self, found: LogReport) -> None:
        say = self.stdout.write
        say(f"{found.lines} lines from {found.first or '-'} to {found.last or '-'}, {found.requests} requests")
        if found.unreadable:
            say(f"{found.unreadable} lines are no JSON lines of Steward")
        say("\nStatus")
        for status, count in found.statuses.items():
            say(f"  {status}  {count}")
        say("\nRoute                                       requests  failed   p50 ms   p95 ms   max ms")
        for row in found.routes:
            times = f"{row.p50_ms:8.1f} {row.p95_ms:8.1f} {row.slowest_ms:8.1f}"
            say(f"  {row.name[:40]:40} {row.requests:9} {row.failed:7} {times}")
        say("\nSlowest")
        for ms, route, request_id in found.slowest:
            say(f"  {ms:8.1f} ms  {route}  {request_id}")
        say("\nErrors")
        for count, text in found.errors:
            say(f"  {count:5}  {text}")
