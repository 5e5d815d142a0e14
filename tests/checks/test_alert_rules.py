"""Each alert fires when it should and is quiet when it should not; it watches a figure of ours and says what to do."""

import re
import shutil
import subprocess

import pytest
import yaml
from prometheus_client import REGISTRY

from apps.accounts.domain.events import BY_CODE
from project.settings.env import ROOT

PROMETHEUS = ROOT / "compose" / "prometheus"
RULES, CASES = (sorted((PROMETHEUS / folder).glob("*.yml")) for folder in ("rules", "tests"))
GUIDE = (ROOT / "docs" / "monitoring.md").read_text()
ALERTS = [
    rule
    for file in RULES
    for group in yaml.safe_load(file.read_text())["groups"]
    for rule in group["rules"]
    if "alert" in rule
]

promtool = pytest.mark.skipif(
    not shutil.which("promtool"), reason="promtool is not installed (Debian: apt install prometheus)"
)


def run(*arguments):
    return subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, check=False)


@promtool
def test_the_rules_can_be_read():
    done = run("check", "rules", *RULES)

    assert done.returncode == 0, done.stdout + done.stderr


@promtool
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_they_fire_when_they_should_and_only_then(file):
    done = run("test", "rules", file)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_each_says_how_bad_it_is_for_whom_and_what_to_do(rule):
    page, _, section = rule["annotations"]["runbook"].partition("#")

    assert rule["labels"]["severity"] in {"warning", "critical"}
    assert rule["labels"]["team"] in {"ops", "dev"}
    assert rule["annotations"]["summary"].endswith(".")
    assert page == "docs/monitoring.md"
    assert section in {heading.lower() for heading in re.findall(r"^#+ (\w+)$", GUIDE, re.MULTILINE)}


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_each_is_tried_firing_and_watches_a_figure_that_there_is(rule):
    tried = [
        case for file in CASES for test in yaml.safe_load(file.read_text())["tests"] for case in test["alert_rule_test"]
    ]
    figures = set(re.findall(r"\bsteward_\w+", rule["expr"]))
    events = set(re.findall(r'event="(\w+)"', rule["expr"]))

    assert any(case["alertname"] == rule["alert"] and case["exp_alerts"] for case in tried)
    assert figures <= {sample.name for metric in REGISTRY.collect() for sample in metric.samples}
    assert events <= set(BY_CODE)


def test_what_an_alert_counts_stands_at_nothing_before_its_first_time():
    """Prometheus sees no increase in a figure that was not there before."""
    for rule in ALERTS:
        for event in re.findall(r'event="(\w+)"', rule["expr"]):
            value = REGISTRY.get_sample_value("steward_auth_events_total", {"event": event, "result": "failure"})
            assert value is not None, event
