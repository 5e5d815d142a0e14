"""The command as it is typed: with no database, and with input that makes no sense."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[4]


def reported(monkeypatch, text):
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    call_command("portfolio_report", json=True, stdout=out)
    return json.loads(out.getvalue())


def test_a_report_needs_no_database():
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "DJANGO_SETTINGS_MODULE": "project.settings.dev"}
    flows = {"flows": [["2023-01-01", -100], ["2024-01-01", 110]]}

    done = subprocess.run(
        [sys.executable, "manage.py", "portfolio_report", "--json"],
        cwd=ROOT,
        env=os.environ | nowhere,
        input=json.dumps(flows),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["xirr"].startswith("0.1")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"),
        ("[]", "not_json"),
        ("[" * 100_000, "not_json"),
        ('{"flows": [["2023-01-01", -100]]}', "flows_of_one_sign"),
        ('{"activities": [{}]}', "unreadable"),
    ],
)
def test_what_makes_no_sense_is_one_json_object_and_a_failure(monkeypatch, capsys, text, code):
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(text))

    with pytest.raises(SystemExit) as ended:
        call_command("portfolio_report", json=True, stdout=out)

    answer = json.loads(out.getvalue())
    assert ended.value.code == 1
    assert (set(answer), answer["code"]) == ({"code", "detail", "fields"}, code)


def test_decimals_are_read_as_they_are_written(monkeypatch):
    buy = '{"type": "buy", "date": "2024-01-02", "symbol": "A", "quantity": 3, "price": 0.1, "currency": "EUR"}'

    answer = reported(monkeypatch, f'{{"activities": [{buy}]}}')

    assert answer["totals"]["cost"] == "0.30"


def test_no_web_process_loads_numpy_with_the_app():
    code = "import django; django.setup(); import sys; print('numpy' in sys.modules)"
    settings = {"DJANGO_SETTINGS_MODULE": "project.settings.dev", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"
