"""What the pages about security claim is shown by tests that exist, and the standards are gone through whole."""

import re
import subprocess

import pytest

from project.settings.env import ROOT

NAMED = re.compile(r"`(test_\w+)`")
STANDARDS = (ROOT / "docs" / "security-standards.md").read_text()


@pytest.mark.parametrize("name", ["security.md", "security-standards.md"])
def test_every_test_that_a_page_names_is_there(name):
    page = (ROOT / "docs" / name).read_text()
    tests = subprocess.run(
        ["git", "grep", "-hoE", r"def test_\w+", "--", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    known = set(re.findall(r"test_\w+", tests))

    assert NAMED.findall(page)
    assert set(NAMED.findall(page)) <= known, set(NAMED.findall(page)) - known


def test_no_chapter_and_no_risk_is_passed_over():
    assert re.findall(r"^## V(\d+) ", STANDARDS, re.M) == [str(number) for number in range(1, 18)]
    assert re.findall(r"^\| API(\d+) ", STANDARDS, re.M) == [str(number) for number in range(1, 11)]


def test_every_row_says_how_it_stands_and_what_is_met_is_shown_or_said():
    rows = re.findall(r"^\| (?:API)?\d[^|]*\| ([^|]+) \| ([^|]+) \|$", STANDARDS, re.M)

    assert len(rows) > 50
    assert not [stands for stands, _ in rows if not re.fullmatch(r"met(?: by [\w ]+)?|in part|not met", stands)]
    assert not [how for _, how in rows if not how.strip()]
