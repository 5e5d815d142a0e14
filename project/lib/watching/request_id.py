"""The id of the request (or of the task it caused), for logs, error answers and Sentry."""

import re
import uuid
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")
_acceptable = re.compile(r"[A-Za-z0-9._-]{8,64}").fullmatch


def current() -> str:
    """Empty outside a request or task."""
    return _current.get()


def begin(given: str = "") -> str:
    """Take the id that a trusted caller gave where it is well formed, else make one."""
    request_id = given if _acceptable(given) else uuid.uuid4().hex
    _current.set(request_id)
    return request_id
