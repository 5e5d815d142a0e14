"""htmx ships a checker that names what changed since its second version; our templates use none of it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "var" / "npm" / "htmx-upgrade-check.py"


def check(folder):
    return subprocess.run([sys.executable, CHECKER, folder], capture_output=True, text=True, check=False)


def test_templates_use_nothing_that_htmx_4_dropped():
    result = check(ROOT / "templates")

    assert result.returncode == 0, result.stdout


def test_the_checker_would_say_so(tmp_path):
    (tmp_path / "old.html").write_text('<div hx-vars="a:1" hx-get="/x"></div>')

    result = check(tmp_path)

    assert result.returncode == 1
    assert "hx-vars" in result.stdout
