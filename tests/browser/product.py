"""The product as people meet it: gunicorn serving the settings of a laptop, and a browser that looks at it."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from playwright.sync_api import Browser, expect, sync_playwright

from project.embedded.server import free_port

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
# Without these, Chromium asks hosts of its maker for updates at every start.
FLAGS = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
]

# A page that is right is seen at once; one on a busy machine a little later.
expect.set_options(timeout=20_000)


def wait_for(url: str, process: subprocess.Popen, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(f"gunicorn ended with {process.returncode}") from None
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer")


@contextmanager
def serving(**environment: str) -> Iterator[str]:
    """Pages and API on a free port of the loopback; yields the origin. `environment` says which servers it uses."""
    port = free_port()
    origin = f"http://localhost:{port}"
    command = [sys.executable, "-m", "gunicorn", "project.wsgi", "-k", "gthread", "--threads=4"]
    command += [f"--bind=127.0.0.1:{port}", "--no-control-socket", "--log-level=warning"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(port), **environment})
    try:
        wait_for(f"{origin}/static/logo.svg", process)
        yield origin
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def chromium() -> Iterator[Browser]:
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        try:
            yield browser
        finally:
            # While Playwright's event loop runs in this thread, Django keeps the connections made under it apart, and
            # nobody else would close them: the test database could not be dropped.
            connections.close_all()
            browser.close()
    # Those from before it may have been ended by a test that takes the database away.
    connections.close_all()
