"""One household's laptop: http://localhost, the embedded servers, secrets made by `./run` under var/."""

import secrets

from .base import *  # noqa: F403
from .base import ENV

# simplejwt asks for this key as it is imported, and commands that sign nothing (makemigrations) run before `./run`
# has made one: then it is a key of this process alone.
SECRET_KEY = ENV.secret_key or secrets.token_urlsafe(48)

LOOPBACK = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENV.allowed_hosts]

SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = False
DEVICE_COOKIE_NAME = "device"
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
SECURE_SSL_REDIRECT = False

# Static files are served from where they lie; hashing and compressing them happens in the image build.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
