"""
Taking this instance out of service before it is stopped, so that the load balancer looks away first.

`manage.py drain` writes a file; readiness answers 503 while it is there. A file from before this instance started
says nothing about it, so one that a crash left behind does no harm.
"""

import time
from pathlib import Path

from django.conf import settings

# When the web server was started: it loads this before it forks its workers.
STARTED = time.time()


def _file() -> Path:
    return Path(settings.VAR) / "draining"


def begin() -> None:
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().touch()


def end() -> None:
    _file().unlink(missing_ok=True)


def is_draining() -> bool:
    try:
        return _file().stat().st_mtime >= STARTED
    except FileNotFoundError:
        return False
