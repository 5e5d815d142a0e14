import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from apps.nutrition.domain.calculators.catalogue import CALCULATORS
from apps.nutrition.domain.calculators.inputs import Measure
from apps.nutrition.management.commands import calculate

ROOT = Path(__file__).resolve().parents[4]
PAGE = ROOT / "docs/nutrition/calculators.md"


def calculated(text, monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    code = 0
    try:
        call_command("calculate", "--json", stdout=out)
    except SystemExit as end:
        code = end.code
    return json.loads(out.getvalue()), code


def test_one_request_has_one_answer(monkeypatch):
    answer, code = calculated('{"calculator": "bmi", "weight_kg": 70, "height_cm": 175}', monkeypatch)

    assert (answer["value"], code) == (22.86, 0)


def test_a_list_is_answered_whole_though_one_is_refused(monkeypatch):
    asked = [{"calculator": "bmi", "weight_kg": 70, "height_cm": 175}, {"calculator": "bmi", "weight_kg": 1}, 3]

    answer, code = calculated(json.dumps(asked), monkeypatch)

    assert answer[0]["value"] == 22.86
    assert answer[1] == {
        "code": "bad_input",
        "detail": "The weight must be between 2 and 650 kg.",
        "fields": {"weight_kg": ["The weight must be between 2 and 650 kg."]},
    }
    assert answer[2]["code"] == "bad_input"
    assert code == 1


def test_what_is_no_json_is_refused(monkeypatch):
    for text in ("weight=70", "", "[" * 100_000):
        answer, code = calculated(text, monkeypatch)

        assert (answer["code"], code) == ("not_json", 1)


def test_a_text_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(calculate, "MOST_LETTERS", 20)

    answer, code = calculated('[{"calculator": "bmi"}]', monkeypatch)

    assert (answer["code"], code) == ("too_long", 1)
    assert "Send fewer requests at a time" in answer["detail"]


def test_the_list_names_every_calculator():
    out = io.StringIO()

    call_command("calculate", "--list", stdout=out)

    assert "one_rep_max" in [each["calculator"] for each in json.loads(out.getvalue())]


def test_it_works_while_the_database_is_down():
    done = subprocess.run(
        [sys.executable, "manage.py", "calculate", "--json"],
        cwd=ROOT,
        input='{"calculator": "bmi", "weight_kg": 70, "height_cm": 175}',
        env={"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["value"] == 22.86


def examples():
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return list(zip(blocks[::2], blocks[1::2], strict=True))


@pytest.mark.parametrize(("asked", "told"), examples())
def test_the_examples_of_the_page_run(asked, told, monkeypatch):
    answer, _ = calculated(asked, monkeypatch)

    assert answer == json.loads(told)


def test_the_page_names_every_calculator_method_and_input():
    out = io.StringIO()
    call_command("calculate", "--list", stdout=out)
    page = PAGE.read_text()

    names = set()
    for each in json.loads(out.getvalue()):
        names.add(each["calculator"])
        for method in each["methods"]:
            names |= {method["method"], *(name for i in method["inputs"] for name in i["given_as"])}
    assert {name for name in names if f"`{name}`" not in page} == set()


def section(calculator):
    return re.search(rf"^## `{calculator}`\n(.*?)(?=^## |\Z)", PAGE.read_text(), re.DOTALL | re.MULTILINE).group(1)


def told_range(calculator, method, measure):
    """What the page says of a measure where this method takes it."""
    rows = [line for line in section(calculator).splitlines() if line.startswith(f"| {measure.words} | `")]
    mine = [row for row in rows if "with `" not in row or f"`{method}`" in row]
    assert len(mine) == 1, (calculator, method, measure.name)
    return re.search(r"([\d.]+) to ([\d.]+)[^;]*\|$", mine[0]).groups()


@pytest.mark.parametrize(
    ("calculator", "method"), [(c, method) for c in CALCULATORS.values() for method in c.methods], ids=lambda e: e.name
)
def test_the_page_tells_the_range_of_every_measure_with_every_method(calculator, method):
    measures = [each for each in method.inputs if isinstance(each, Measure)]

    for each in measures:
        low, high = told_range(calculator.name, method.name, each)
        assert (float(low), float(high)) == (round(each.low, 4), round(each.high, 4)), each.name
