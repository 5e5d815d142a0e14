"""The commands of operators, as they are typed."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from apps.operations.tests.domain.test_log_report import access, error
from project.lib import draining


def said(*command, **options):
    out = io.StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


def test_log_report_prints_what_a_file_says(tmp_path):
    log = tmp_path / "web.log"
    log.write_text("\n".join([access(ms=12.0), access("jobs:detail", 500, 99.0), error("failed 3 times"), "not json"]))

    text = said("log_report", str(log))

    assert "4 lines from 2026-11-21T08:00:00.000Z" in text
    assert "1 lines are no JSON lines" in text
    assert "jobs:detail" in text
    assert "failed <n> times" in text


def test_log_report_reads_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(access()))

    assert "1 requests" in said("log_report")


def test_log_report_says_which_file_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("log_report", str(tmp_path / "none.log"))


def test_drain_takes_the_instance_out_of_service_and_back(tmp_path, settings, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr(draining, "STARTED", 0.0)

    began = said("drain")
    during = draining.is_draining()
    ended = said("drain", end=True)

    assert "draining" in began
    assert "takes requests again" in ended
    assert (during, draining.is_draining()) == (True, False)


def test_the_lines_of_these_tests_are_json():
    assert json.loads(access())["logger"] == "steward.access"
