"""The suite: the laptop's settings with cheap passwords and a Redis database per test process."""

import os

from tests import services

services.ensure()  # before the settings below read DATABASE_URL

from .dev import *  # noqa: E402, F403
from .dev import CACHES, redis_cache  # noqa: E402

SECRET_KEY = "test-only-" + "0" * 54  # pragma: allowlist secret
JWT_SECRET = "test-only-" + "1" * 54  # pragma: allowlist secret
FIELD_KEYS = {"test": os.urandom(32)}

# PBKDF2 at one round: a sign-in costs microseconds, and the real hasher has its own tests.
PASSWORD_HASHERS = ["project.lib.testing.OneRoundHasher", *PASSWORD_HASHERS]  # noqa: F405

# Test processes share one Redis server; each keeps to a database of its own.
_server = os.environ["REDIS_URL"].rsplit("/", 1)[0]
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
REDIS_STATE_URL = REDIS_BROKER_URL = CELERY_BROKER_URL = CELERY_RESULT_BACKEND = f"{_server}/{1 + int(_worker)}"
CACHES = {name: redis_cache(REDIS_STATE_URL, cache["KEY_PREFIX"]) for name, cache in CACHES.items()}

# The suite sends more than any person would; the tests of the limits switch them on.
RATE_LIMITS_ENABLED = False

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_IS_SENT = True
