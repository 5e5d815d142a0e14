"""Evaluates calculators from the command line, without a database."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.nutrition.domain.calculators.catalogue import calculate_json, catalogue
from project.lib.errors import DomainError

# Thousands of requests; without an end a stream would fill the memory before it is answered.
MOST_LETTERS = 1_000_000


class Command(BaseCommand):
    help = "Evaluate calculators: reads one request or a list of them as JSON from standard input, prints JSON."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--json", action="store_true", help='such as {"calculator": "bmi", "weight_kg": 70, …}')
        what.add_argument("--list", action="store_true", help="every calculator with its methods, inputs and units")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self._print(catalogue())
            return
        answer, failed = answers(sys.stdin.read(MOST_LETTERS + 1))
        self._print(answer)
        if failed:
            sys.exit(1)

    def _print(self, told: Any) -> None:
        self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))


def answers(text: str) -> tuple[Any, bool]:
    """What to print for the requests in a text, and whether any was refused. Of a list every request is answered."""
    if len(text) > MOST_LETTERS:
        return _refused(
            "too_long", f"Standard input has more than {MOST_LETTERS:,} letters. Send fewer requests at a time."
        ), True
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError) as fault:
        return _refused("not_json", f"Standard input is not JSON: {fault}."), True
    told = [_answer(request) for request in (asked if isinstance(asked, list) else [asked])]
    failed = any("code" in each for each in told)
    return (told if isinstance(asked, list) else told[0]), failed


def _answer(request: Any) -> dict[str, Any]:
    if not isinstance(request, Mapping):
        return _refused("bad_input", 'A request is an object such as {"calculator": "bmi", "weight_kg": 70}.')
    try:
        return calculate_json(request)
    except DomainError as refusal:
        return _refused(refusal.code, refusal.detail, refusal.fields)


def _refused(code: str, detail: str, fields: Mapping[str, list[str]] | None = None) -> dict[str, Any]:
    return {"code": code, "detail": detail, "fields": dict(fields or {})}
