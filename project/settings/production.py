"""Staging and production: TLS in front, real secrets, hashed static files. Refuses to start half-configured."""

import sys

from .base import *  # noqa: F403
from .base import ENV, STORAGES
from .safety import refuse_unsafe

refuse_unsafe(ENV, sys.argv)

# Taken from proxies alone: project.lib.limits.client_address.scheme_from_proxies drops it from anybody else.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "project.lib.static_storage.HashedStaticFiles"}}
