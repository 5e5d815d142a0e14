"""Plans menus from a request on standard input. Touches no database."""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.nutrition.domain.planner.answering import written
from apps.nutrition.domain.planner.planner import make_plan
from apps.nutrition.domain.planner.reading import read
from project.lib.errors import DomainError

MOST_BYTES = 20_000_000


class Unreadable(DomainError):
    code: ClassVar[str] = "unreadable"


class Command(BaseCommand):
    help = "Plan meals from a request in JSON on standard input: docs/nutrition/planner.md has its shape."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="answer in JSON instead of in words")

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        try:
            instance = read(_request())
        except DomainError as fault:
            self._refuse(fault, as_json=as_json)
            return
        answer = written(instance, make_plan(instance))
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if as_json else "\n".join(_in_words(answer)))

    def _refuse(self, fault: DomainError, *, as_json: bool) -> None:
        if not as_json:
            raise CommandError("\n".join([fault.detail, *(f"{at}: {' '.join(s)}" for at, s in fault.fields.items())]))
        said = {"code": fault.code, "detail": fault.detail, "fields": fault.fields}
        self.stdout.write(json.dumps(said, ensure_ascii=False))
        sys.exit(1)


def _request() -> object:
    text = sys.stdin.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise Unreadable(f"The request is longer than {MOST_BYTES // 1_000_000} MB. Give fewer candidates.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(f"Standard input is not JSON: {fault}.") from None


def _in_words(answer: Mapping[str, Any]) -> Iterator[str]:
    if answer["conflict"]:
        yield answer["conflict"]["sentence"]
    if answer["nearest"]:
        yield "The nearest plan does not keep: " + " ".join(rule["sentence"] for rule in answer["nearest"]["broken"])
    for day in answer["plan"] or (answer["nearest"] or {}).get("plan") or []:
        yield f"Day {day['day'] + 1}: " + ", ".join(map(_meal_in_words, day["meals"]))
    if answer["plan"]:
        yield f"Objective {answer['objective']:.4f}; no plan of these dishes has less than {answer['bound']:.4f}."
    if answer["status"] == "unknown":
        yield "The time ended before a plan was found, or found to be impossible. Give it more seconds."


def _meal_in_words(meal: Mapping[str, Any]) -> str:
    portion = "" if meal["portion"] == 1 else f" × {meal['portion']:g}"
    return f"{meal['slot']} {meal['candidate']}{portion}{' (leftovers)' if meal['leftover'] else ''}"
