"""Reckons a portfolio that comes as JSON, without the database."""

import json
import sys
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from project.lib.errors import DomainError


class Command(BaseCommand):
    help = "Read a portfolio as JSON from standard input and print its figures as JSON (docs/portfolio/report.md)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON, which is the only form there is")
        parser.add_argument("--indent", type=int, default=None, help="how far to indent the answer")

    def handle(self, *args: Any, indent: int | None, **options: Any) -> None:
        # numpy is loaded here, where it is used, so that listing the commands stays quick.
        from apps.portfolio.domain.report import report

        try:
            asked = json.load(sys.stdin, parse_float=Decimal)
            if not isinstance(asked, dict):
                raise ValueError("not an object")
            answer = report(asked)
        except DomainError as no:
            answer = {"code": no.code, "detail": no.detail, "fields": no.fields}
        except (ValueError, RecursionError) as fault:
            answer = {"code": "not_json", "detail": f"Standard input is not a JSON object: {fault}", "fields": {}}
        self.stdout.write(json.dumps(answer, indent=indent, ensure_ascii=False))
        if answer.keys() == {"code", "detail", "fields"}:
            sys.exit(1)
