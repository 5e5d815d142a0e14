"""Lighthouse: at least 95 for accessibility and best practices."""

import json
import os
import subprocess

import pytest
from django.conf import settings

from tests.browser.conftest import session_of
from tests.browser.npm import modules
from tests.browser.product import CHROMIUM, FLAGS

pytestmark = pytest.mark.browser

CATEGORIES = ("accessibility", "best-practices")


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("path", ["/", "/components/", "/sign-in/"])
def test_lighthouse_is_content(path, origin, administrator, tmp_path):
    report = tmp_path / "report.json"
    flags = [*FLAGS, "--headless=new", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    command = ["node", modules() / "lighthouse" / "cli" / "index.js", origin + path, "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}", "--preset=desktop"]
    command += [f"--chrome-flags={' '.join(flags)}"]
    if path != "/sign-in/":
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(administrator)}"
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")

    subprocess.run(command, env={**os.environ, "CHROME_PATH": str(CHROMIUM)}, check=True, timeout=180)

    found = json.loads(report.read_text())
    assert found["finalDisplayedUrl"] == origin + path
    scores = {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}
    assert min(scores.values()) >= 95, scores
