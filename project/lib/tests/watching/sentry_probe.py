"""
Fails in every way that could carry a marker to Sentry, and prints what would have been sent.

A process of its own (`python -m project.lib.tests.watching.sentry_probe`), because the SDK changes Django for good.
"""

import json
import logging
import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings.test")

import django
import sentry_sdk
from sentry_sdk.transport import Transport

from project.lib.watching import sentry
from project.settings.env import load

# Put together here, because the lines of source around a failure may leave, and do.
MARKER = "SENTI" + "NEL"
AMOUNT = f"1234.{56}"
EMAIL = f"{MARKER}@example.{'org'}"
sent: list[Any] = []
logger = logging.getLogger("steward.probe")


class Kept(Transport):
    def capture_envelope(self, envelope: Any) -> None:
        for item in envelope.items:
            sent.append(json.loads(item.get_bytes()) if item.type in ("event", "transaction") else item.type)


def fail(request: Any, word: str) -> Any:
    from django.db import connection

    local = {"balance": f"{MARKER}-local", "email": EMAIL}  # noqa: F841
    sentry_sdk.set_user({"id": 7, "email": EMAIL, "ip_address": MARKER})
    sentry_sdk.set_tag("note", MARKER)
    sentry_sdk.set_extra("note", MARKER)
    sentry_sdk.set_context("records", {"note": MARKER})
    sentry_sdk.add_breadcrumb(message=MARKER, data={"note": MARKER})
    logger.warning("before: %s", f"{MARKER}-breadcrumb")
    logger.error("a record of %s failed", f"{MARKER}-parameter", extra={"note": MARKER})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s, '{MARKER}-literal', {AMOUNT}", [f"{MARKER}-sql"])
    try:
        raise KeyError(f"{MARKER}-cause")
    except KeyError as cause:
        raise ValueError(f"{MARKER}-{word}: {AMOUNT} for {EMAIL}") from cause


def main() -> int:
    if "--unguarded" in sys.argv:
        sentry.only_what_may_leave = lambda event, _: event
    env = load({"SENTRY_DSN": "https://public@sentry.invalid/1", "SENTRY_TRACES_SHARE": "1"})
    sentry.start(env, transport=Kept)
    django.setup()
    from django.conf import settings
    from django.test.client import RequestFactory
    from django.urls import path
    from django.views.decorators.csrf import csrf_exempt

    from project.wsgi import application

    sys.modules["probe_urls"] = type(sys)("probe_urls")
    sys.modules["probe_urls"].urlpatterns = [path("fail/<str:word>/", csrf_exempt(fail))]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = "probe_urls"
    settings.ALLOWED_HOSTS = ["*"]

    request = RequestFactory().post(
        f"/fail/{MARKER}-path/?q={MARKER}-query",
        {"note": f"{MARKER}-body"},
        headers={"X-Note": f"{MARKER}-header", "Authorization": f"Bearer {MARKER}", "Referer": f"http://x/{MARKER}"},
    )
    environ = request.environ | {"HTTP_COOKIE": f"other={MARKER}-cookie", "REMOTE_ADDR": "203.0.113.9"}
    list(application(environ, lambda *_: None))
    sentry_sdk.flush()
    print(json.dumps(sent))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
