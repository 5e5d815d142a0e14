"""docs/security.md claims nothing that no test shows."""

import re
import subprocess

from project.settings.env import ROOT

NAMED = re.compile(r"`(test_\w+)`")


def test_every_test_that_the_page_names_is_there():
    page = (ROOT / "docs" / "security.md").read_text()
    tests = subprocess.run(
        ["git", "grep", "-hoE", r"def test_\w+", "--", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    known = set(re.findall(r"test_\w+", tests))

    assert NAMED.findall(page)
    assert set(NAMED.findall(page)) <= known, set(NAMED.findall(page)) - known
