"""
One JSON object per line for everything that Steward's processes say: Django, gunicorn, Celery and our own code.

Nothing here needs Django, because gunicorn's master and the event streams log before or without it.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from project import __version__

from . import request_id
from .redaction import REMOVED, is_secret_name, redact, redact_value

LONGEST_MESSAGE = 8_000
LONGEST_STACK = 16_000

# One line per request, by request_watch.py.
ACCESS = "steward.access"
# Sign-ins, refusals, limits: what somebody who looks into an attack reads first.
SECURITY = "steward.security"

# What the logging module itself puts on a record, and what is worth nothing in a line.
_OF_LOGGING = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "data"}


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(record: logging.LogRecord) -> str:
    try:
        text = record.getMessage()
    except (TypeError, ValueError):  # a line with the wrong number of arguments is still worth keeping
        text = f"{record.msg} {record.args}"
    return redact(text[:LONGEST_MESSAGE])


def _extras(record: logging.LogRecord) -> dict[str, Any]:
    return {
        name: REMOVED if is_secret_name(name) else redact_value(value)
        for name, value in vars(record).items()
        if name not in _OF_LOGGING
    }


def _exception(record: logging.LogRecord) -> dict[str, str] | None:
    if not record.exc_info or record.exc_info[0] is None:
        return None
    kind, error, trace = record.exc_info
    stack = "".join(traceback.format_exception(kind, error, trace))
    return {
        "type": f"{kind.__module__}.{kind.__qualname__}",
        "message": redact(str(error)[:LONGEST_MESSAGE]),
        "stack": redact(stack[-LONGEST_STACK:]),
    }


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            "request_id": request_id.current(),
            "version": __version__,
            "process": record.process,
        }
        line |= {name: value for name, value in _extras(record).items() if name not in line}
        if exception := _exception(record):
            line["exception"] = exception
        # Escapes every control and every non-ASCII character, so one record is one line whatever is in it.
        return json.dumps({name: value for name, value in line.items() if value != ""})


class TextFormatter(logging.Formatter):
    """For reading along on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        extras = " ".join(f"{name}={value}" for name, value in _extras(record).items())
        line = f"{_moment(record)[11:19]} {record.levelname:7} {record.name}: {_message(record)} {extras}".rstrip()
        line = "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)
        exception = _exception(record)
        return f"{line}\n{exception['stack'].rstrip()}" if exception else line


def config(*, level: str = "INFO", style: str = "json") -> dict[str, Any]:
    """For logging.config.dictConfig: Django's LOGGING, and gunicorn's logconfig_dict."""
    kind = JsonFormatter if style == "json" else TextFormatter
    through_root: dict[str, Any] = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": kind}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            "django": {**through_root, "level": "INFO"},
            # The access line says the same of a 404; what stays is an error with its stack.
            "django.request": {"level": "ERROR"},
            # Nor a name that is not ours: anybody can send one, as often as they like.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.server": through_root,
            "gunicorn.error": {**through_root, "level": "INFO"},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
            "celery": through_root,
            # Each run of a task is in the figures; its start and end in the log only tell what it was given.
            "celery.worker.strategy": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
        },
    }
